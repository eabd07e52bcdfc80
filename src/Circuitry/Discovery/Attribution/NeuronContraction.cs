using static TorchSharp.torch;

namespace Circuitry.Discovery.Attribution;

/// <summary>
/// Contracts the differences of components' activations with the gradients there: for every neuron the sum over batch and position
/// of one times the other, [neuron].
/// </summary>
internal static class NeuronContraction
{
    /// <summary>The sites of every block at which gradients are wanted.</summary>
    public static IReadOnlyList<HookSite> Sites(AttributionContext context) =>
        [.. context.Clean.Components.Where(own => own.Layer == 0 && !own.IsEmbedding).Select(own => own.Site)];

    /// <summary>The estimated rise of the loss when a neuron is removed, float64 [neuron].</summary>
    public static Tensor Contract(AttributionContext context, NeuronUnits units, BlockGradients gradients)
    {
        using var scope = NewDisposeScope();
        var scores = zeros(units.ScoreShape, float64, context.Model.Device);
        var groups = units.Graph.WritersPerNode;
        foreach (var (component, difference) in context.Clean.Components.Zip(context.Differences.Activations))
        {
            using var inner = NewDisposeScope();
            var gradient = component.IsEmbedding ? gradients.Embedding : gradients.At(component.Site, component.Layer);
            var rows = component.ByNeuron((difference * gradient).to(float64)).flatten(0, 1);
            var sums = context.Positions is { } positions
                ? positions.All.view(groups, -1).to(float64).mm(rows)
                : rows.sum(dim: 0, keepdim: true); // [group, node * width]
            var own = component.InUnitOrder(units.Graph, sums);
            var first = component.Writers(units.Graph).First;
            scores.narrow(0, units.OfWriter(first).First(), own.numel()).copy_(own);
        }

        return scores.MoveToOuterDisposeScope();
    }
}

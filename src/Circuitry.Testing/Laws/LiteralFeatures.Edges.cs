using static TorchSharp.torch;

namespace Circuitry.Testing;

internal sealed partial class LiteralFeatures
{
    /// <summary>
    /// The weight of an edge ("Sparse Feature Circuits", equation 5): how fast the downstream unit moves as the upstream one begins to
    /// go to what replaces it, with every other site held as it is, times how fast the mean loss rises as the downstream unit moves so.
    /// </summary>
    /// <param name="from">The upstream unit.</param>
    /// <param name="to">The downstream unit; null for the loss itself.</param>
    public double Weight(FeatureNode from, FeatureNode? to)
    {
        if (to is not { } node)
        {
            return Derivative(share => Losses(Held(from, share)).Average());
        }

        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        var (dictionary, parts) = (_task.Dictionaries[node.Site], _parts[node.Site]);
        var speed = At(Velocity(from, node), node);
        var way = node.IsError
            ? speed
            : dictionary.Decode(Ops.Add(parts.Features, Only(speed, node.Feature)), parts.Input)
                - dictionary.Decode(parts.Features, parts.Input);
        // The step is one of the activation, however fast it moves.
        var step = Largest(parts.Input) / Math.Max(Largest(way), double.Epsilon);
        return Derivative(
            share => Losses([(node.Site, _ => Ops.Add(parts.Input, Ops.Scale(way, share)))]).Average(),
            Math.Min(1, step)
        );
    }

    /// <summary>How fast features, [batch, position, d_sae], or the error term, [batch, position, d_in], move with the upstream unit.</summary>
    private Tensor Velocity(FeatureNode from, FeatureNode to)
    {
        return Ops.Divide(Ops.Scale(Difference(Step), 4) - Difference(2 * Step), 3);

        Tensor Difference(double step) => Ops.Divide(Part(step) - Part(-step), 2 * step);

        Tensor Part(double share)
        {
            using var run = _task.Model.Run(_batch.Clean.Prompts);
            foreach (var (site, change) in Held(from, share).Where(held => held.Site != to.Site))
            {
                Patch(run, site, change);
            }

            var (dictionary, reached) = (_task.Dictionaries[to.Site], Read(run, to.Site));
            var features = dictionary.Encode(reached);
            return to.IsError ? reached - dictionary.Decode(features, _parts[to.Site].Input) : features;
        }
    }

    private static double Largest(Tensor values) => values.abs().max().to(float64).item<double>();

    /// <summary>Every site as in the clean run but for one unit, which has gone a share of its way.</summary>
    private (FeatureSite Site, Func<Tensor, Tensor> Change)[] Held(FeatureNode from, double share) =>
        [
            .. _task.Sites.Select(site =>
                (
                    site,
                    (Func<Tensor, Tensor>)(
                        _ => site == from.Site ? Moved(site, from, share) : _parts[site].Input.alias()
                    )
                )
            ),
        ];
}

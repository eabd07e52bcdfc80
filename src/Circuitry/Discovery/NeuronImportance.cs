using static TorchSharp.torch;

namespace Circuitry.Discovery;

/// <summary>
/// Head importance of neurons: the mean over prompts of |change . slope|, of each coordinate of a component's activation summed over
/// positions.
/// </summary>
internal static class NeuronImportance
{
    /// <summary>The sites whose values and slopes it needs, in addition to the stream in front of the first block.</summary>
    public static IEnumerable<(HookSite Site, int Layer)> Sites(NeuronUnits units) =>
        Component
            .Of(units)
            .Where(component => component.Site != HookSite.ResidualPre)
            .Select(component => (component.Site, component.Layer));

    /// <summary>The importances in the order of the units, with their blocks.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="units">Its units.</param>
    /// <param name="activations">Values and slopes on the clean prompts.</param>
    /// <param name="baseline">What the values are compared with.</param>
    public static IEnumerable<(int Layer, double Score)> Scores(
        GraphExperiment experiment,
        NeuronUnits units,
        NodeActivations activations,
        ImportanceBaseline baseline
    )
    {
        var patching = (NeuronPatching)experiment.Patching;
        foreach (var (component, replacement) in patching.Replaced)
        {
            foreach (var score in Scores(component, replacement))
            {
                yield return (component.Stage.Layer, score);
            }
        }

        double[] Scores(Component component, Tensor replacement)
        {
            using var scope = NewDisposeScope();
            var value = activations.Value(component.Site, component.Layer);
            var change = baseline == ImportanceBaseline.Zero ? value : Ops.Add(value, replacement.neg());
            var products = component
                .ByNeuron(change * activations.Gradient(component.Site, component.Layer))
                .unsqueeze(0);
            var sums = (patching.Positions is { } positions ? products * positions.All : products).sum(dim: 2);
            var magnitudes = sums.abs().mean([1]); // [group or 1, node * width]
            return MetricValues.Each(experiment.Metric, component.InUnitOrder(units.Graph, magnitudes));
        }
    }
}

using Xunit;
using static Circuitry.Testing.Closeness;

namespace Circuitry.Testing;

public abstract partial class ExperimentLaws<TExperiment>
{
    /// <summary>Removing every unit of a writer, its edges or its neurons, is removing the writer.</summary>
    [SkippableFact]
    public void The_units_of_a_writer_are_the_writer()
    {
        using var experiment = Subject();
        Skip.IfNot(
            experiment.Units is not NeuronUnits
                || experiment.Ablation is InterchangeAblation or MeanAblation or ZeroAblation,
            $"{experiment.Ablation} ablation may replace a sum by something else than the sum of replacements"
        );
        RequireSums(experiment);
        var graph = experiment.Graph;
        for (var writer = 0; writer < graph.Writers.Count; writer++)
        {
            var edges = EdgeSet.OfIndices(graph, graph.EdgesOfWriter(writer));
            var units = experiment.Units is NeuronUnits neurons
                ? UnitSet.Of(neurons, neurons.OfWriter(writer))
                : EdgeGroupUnits.Of(experiment.Units).UnitsOf(edges);
            Near(
                experiment.MeasureEach(edges.Complement()),
                experiment.MeasureEach(units.Complement()),
                ToleranceOf(experiment.Transformer.NumberType),
                $"metrics without {graph.Writers[writer].Name}"
            );
        }
    }

    /// <summary>Skips a law that holds where what an MLP writes is a sum over its neurons.</summary>
    private static void RequireSums(GraphExperiment experiment) =>
        Skip.If(
            experiment.Units is NeuronUnits && experiment.Graph.Architecture.Norm.IsAfter,
            "an MLP writes a norm of what its neurons add up to, so that the MLP is not the sum of its neurons"
        );
}

using Xunit;

namespace Circuitry.Testing;

public abstract partial class ExperimentLaws<TExperiment>
{
    /// <summary>Removing every neuron of a writer is removing the writer.</summary>
    [SkippableFact]
    public void The_neurons_of_a_writer_are_the_writer()
    {
        using var experiment = Subject();
        Skip.IfNot(experiment.Units is NeuronUnits, "units are not neurons");
        Skip.IfNot(
            experiment.Ablation is InterchangeAblation or MeanAblation or ZeroAblation,
            $"{experiment.Ablation} ablation may replace a sum by something else than the sum of replacements"
        );
        var (neurons, nodes) = ((NeuronUnits)experiment.Units, Literal.Edges(experiment.Units));
        for (var writer = 0; writer < nodes.Count; writer++)
        {
            Near(
                experiment.MeasureEach(nodes.EdgesOf(UnitSet.Of(nodes, [writer]).Complement())),
                experiment.MeasureEach(UnitSet.Of(neurons, neurons.OfWriter(writer)).Complement()),
                ToleranceOf(experiment.Transformer.NumberType),
                $"metrics without {nodes.NameOf(writer)}"
            );
        }
    }
}

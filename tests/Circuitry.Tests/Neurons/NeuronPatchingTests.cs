using static TorchSharp.torch;

namespace Circuitry.Tests.Neurons;

public sealed class NeuronPatchingTests
{
    public static TheoryData<string> Experiments => NeuronExperiments.Names;

    [Theory]
    [MemberData(nameof(Experiments))]
    public void A_set_of_neurons_measures_what_the_literal_run_gives(string name)
    {
        using var experiment = NeuronExperiments.Load(name);
        using var scope = NewDisposeScope();
        var random = new Random(7);
        foreach (var share in new[] { 0.2, 0.5, 0.9 })
        {
            var kept = UnitSet.Of(
                experiment.Units,
                Enumerable.Range(0, experiment.Units.Count).Where(_ => random.NextDouble() < share)
            );
            Numbers.Same(
                LiteralNeurons.Logits(experiment, neuron => kept.Contains(neuron) ? 1 : 0),
                experiment.Logits(kept),
                1e-11
            );
        }
    }

    [Theory]
    [MemberData(nameof(Experiments))]
    public void Masks_of_any_numbers_run_as_rows_of_one_batch(string name)
    {
        using var experiment = NeuronExperiments.Load(name);
        using var scope = NewDisposeScope();
        using var generator = new Generator(3, CPU);
        var masks = rand([3, experiment.Units.Count], dtype: float64, generator: generator);
        var together = experiment.Patching.Logits(masks);
        for (var variant = 0; variant < 3; variant++)
        {
            var own = masks[variant].data<double>().ToArray();
            Numbers.Same(
                LiteralNeurons.Logits(experiment, neuron => own[experiment.Units.IndexOf(neuron)]),
                together[variant],
                1e-11
            );
        }
    }

    [Fact]
    public void Neurons_of_another_graph_are_refused()
    {
        using var experiment = NeuronExperiments.Load("serial");
        var others = UnitSet.All(GroupedNeuronStudy.AllUnits);
        Assert.Throws<UnitsException>(() => experiment.Measure(others));
        Assert.Throws<UnitsException>(() => experiment.Measure(UnitSet.All(SerialNodes.AllUnits)));
    }

    [Fact]
    public void Biases_stay_in_the_stream_whatever_the_convention()
    {
        using var experiment = NeuronExperiments.Load("grouped, zero");
        using var other = experiment.With(BiasConvention.Writer);
        Assert.Equal(BiasConvention.Stream, other.Biases);
    }
}

namespace Circuitry.Tests.Neurons;

public sealed class NeuronUnitsTests
{
    public static TheoryData<string> Experiments => NeuronExperiments.Names;

    [Theory]
    [MemberData(nameof(Experiments))]
    public void Names_are_all_different_and_lead_back(string name)
    {
        using var experiment = NeuronExperiments.Load(name);
        var units = (NeuronUnits)experiment.Units;
        string[] names = [.. Enumerable.Range(0, units.Count).Select(units.NameOf)];
        Assert.Equal(names.Length, names.Distinct(StringComparer.Ordinal).Count());
        Assert.All(names, (unit, index) => Assert.Equal(index, units.IndexOf(unit)));
        Assert.All(names, (unit, index) => Assert.Equal(index, units.IndexOf(units[index])));
    }

    [Fact]
    public void A_writer_has_as_many_neurons_as_its_activation_is_wide()
    {
        var units = (NeuronUnits)SerialNeuronStudy.AllUnits;
        // An embedding, and in each of two blocks three heads of four channels and an MLP of 16 neurons.
        Assert.Equal(1 + 2 * (3 * 4 + 16), units.Count);
        Assert.Equal("input", units.NameOf(0));
        Assert.Equal(Neuron.OfHead(1, 2, 3), units[units.IndexOf("a1.h2.v3")]);
        Assert.Equal(Neuron.OfMlp(0, 15), units[units.IndexOf("m0.n15")]);
        var writer = units.Graph.WriterIndex(Writer.OfMlp(0));
        Assert.All(units.OfWriter(writer), neuron => Assert.Equal(writer, units.WriterOf(neuron)));
        Assert.Equal(16, units.OfWriter(writer).Count());
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("m0")]
    [InlineData("m0.n16")]
    [InlineData("m0.n-1")]
    [InlineData("m0.n01")]
    [InlineData("m0.v1")]
    [InlineData("a0.h1.n1")]
    [InlineData("a0.h1.v4")]
    [InlineData("a0.h1")]
    [InlineData("m0.n1[even]")]
    [InlineData("input.n0")]
    [InlineData("[input")]
    [InlineData("m0.n99999999999")]
    public void A_name_of_no_neuron_is_refused(string name)
    {
        var units = SerialNeuronStudy.AllUnits;
        Assert.Null(units.Find(name));
        Assert.Throws<UnitsException>(() => units.IndexOf(name));
    }

    [Fact]
    public void A_neuron_is_found_at_its_positions()
    {
        var units = (NeuronUnits)ParallelNeuronStudy.AllUnits;
        Assert.Equal(Neuron.OfMlp(1, 13).At("answers"), units[units.IndexOf("m1.n13[answers]")]);
        Assert.Null(units.Find("m1.n13"));
    }

    [Fact]
    public void Neurons_that_nothing_kept_feeds_dangle()
    {
        var units = SerialNeuronStudy.AllUnits;
        var kept = UnitSet.Of(units, ["m0.n3", "a1.h0.v0"]);
        Assert.Empty(units.WithoutDangling(kept).Names);
        kept = UnitSet.Of(units, ["input", "m0.n3", "a1.h0.v0"]);
        Assert.Equal(["input", "m0.n3", "a1.h0.v0"], units.WithoutDangling(kept).Names);
    }

    [Fact]
    public void Edges_do_not_tell_neurons_apart()
    {
        using var experiment = NeuronExperiments.Load("serial");
        var circuit = new TopUnits(5).Select(experiment, new EdgeAttributionPatching(experiment).Score());
        Assert.Contains(
            "neurons",
            Assert.Throws<UnitsException>(() => circuit.ToEdgeSet()).Message,
            StringComparison.Ordinal
        );
        Assert.All(
            circuit.Writers(),
            writer => Assert.Contains(circuit.Kept, unit => unit.Name.StartsWith(writer.Name, StringComparison.Ordinal))
        );
        Assert.Contains(
            "Granularity.Node",
            Assert
                .Throws<UnsuitableMethodException>(() => new AcdcSearch(experiment, new AcdcOptions { Threshold = 1 }))
                .Message,
            StringComparison.Ordinal
        );
    }
}

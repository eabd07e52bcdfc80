using Circuitry.Rasp;
using TorchSharp;

namespace Circuitry.Experiments.Tests;

/// <summary>What the shipped experiments say is their circuit, tried without any algorithm, and what ACDC makes of it.</summary>
public sealed class KnownCircuitTests
{
    /// <summary>Squared errors below this are rounding.</summary>
    private const double Negligible = 1e-9;

    [Theory]
    [InlineData("reverse")]
    [InlineData("proportion")]
    public void The_known_edges_are_exactly_those_that_some_sequence_cannot_do_without(string name)
    {
        var needed = new SortedSet<int>();
        UnitSet? known = null;
        foreach (var length in Enumerable.Range(1, ProgramOf(name).MaximumLength))
        {
            using var experiment = OnEverySequence(name, length);
            known = Known(name, experiment.Units);
            var effects = new ExactEffects(experiment).Score();
            needed.UnionWith(
                Enumerable.Range(0, experiment.Graph.EdgeCount).Where(edge => effects.Values[edge] > Negligible)
            );
            Assert.InRange(experiment.Measure(known), 0, Negligible);
        }

        Assert.Equal(known!.Indices, needed);
    }

    [Theory]
    [InlineData("reverse")]
    [InlineData("proportion")]
    public void A_sweep_of_Acdc_under_zero_ablation_has_areas_of_one_for_edges_and_nodes(string name)
    {
        using var experiment = Load(name);
        double[] thresholds = [1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 0.3];

        var comparison = new AlgorithmComparison(
            experiment,
            new ComparisonOptions
            {
                Contenders = [AcdcSearch.Contender(thresholds)],
                Truth = Known(name, experiment.Units),
                Bootstrap = new Bootstrap { Resamples = 1 },
            }
        ).Run();

        var acdc = Assert.Single(comparison.Entries);
        Assert.IsType<ZeroAblation>(experiment.Ablation);
        Assert.Equal(1, acdc.EdgeRecovery!.PessimisticArea, 1e-12);
        Assert.Equal(1, acdc.EdgeRecovery.TrapezoidArea, 1e-12);
        Assert.Equal(1, acdc.NodeRecovery!.PessimisticArea, 1e-12);
        Assert.Equal(1, acdc.NodeRecovery.TrapezoidArea, 1e-12);
        Assert.Equal(thresholds.Length, acdc.Circuits.Count);
        // The coarsest threshold loses something, so that the curve is not one of a single circuit.
        Assert.True(acdc.Circuits[^1].Count < acdc.Circuits[0].Count);
    }

    [Fact]
    public void The_known_edges_of_induction_are_a_circuit_of_the_weights_that_ship()
    {
        using var experiment = Induction.LoadTrained(torch.CPU);

        Assert.Equal(
            experiment.Acdc(Induction.DefaultThreshold).Discover().ToUnitSet().Indices,
            Induction.Circuit(experiment.Units).Indices
        );
    }

    private static GraphExperiment Load(string name) =>
        name == "reverse" ? Reverse.Compile(torch.CPU) : Proportion.Compile(torch.CPU);

    private static UnitSet Known(string name, Units units) =>
        name == "reverse" ? Reverse.Circuit(units) : Proportion.Circuit(units);

    private static RaspProgram ProgramOf(string name) =>
        name == "reverse" ? RaspPrograms.Reverse : RaspPrograms.Proportion;

    /// <summary>The experiment on every sequence of a length that its program accepts.</summary>
    private static GraphExperiment OnEverySequence(string name, int length)
    {
        var program = ProgramOf(name);
        var prompts = CompiledProgram.Pairs(program, Sequences(program.Vocabulary, length));
        return name == "reverse"
            ? Reverse.From(
                ReverseModel.From(CompiledProgram.Weights(program, ReverseModel.Declared, torch.CPU)),
                prompts
            )
            : Proportion.From(
                ProportionModel.From(CompiledProgram.Weights(program, ProportionModel.Declared, torch.CPU)),
                prompts
            );
    }

    private static List<string[]> Sequences(IReadOnlyList<string> vocabulary, int length) =>
        length == 0
            ?
            [
                [],
            ]
            :
            [
                .. Sequences(vocabulary, length - 1)
                    .SelectMany(start => vocabulary.Select(last => (string[])[.. start, last])),
            ];
}

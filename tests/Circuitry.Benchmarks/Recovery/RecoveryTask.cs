using Circuitry.Conformance;
using Circuitry.Experiments;
using Circuitry.Rasp;
using static TorchSharp.torch;

namespace Circuitry.Benchmarks;

/// <summary>An experiment whose circuit is known.</summary>
internal sealed record RecoveryTask
{
    /// <summary>The name on the command line of the experiments' program.</summary>
    public required string Name { get; init; }

    /// <summary>What the published tables call it; null where they have no such row.</summary>
    public string? PublishedName { get; init; }

    /// <summary>The declared experiment.</summary>
    public required Func<Experiment> Load { get; init; }

    /// <summary>The known circuit.</summary>
    public required IReadOnlyList<Edge> Known { get; init; }

    /// <summary>The names of the edges that the weights allow, a larger circuit; null where nobody compiled them.</summary>
    public IReadOnlySet<string>? Structural { get; init; }

    /// <summary>A distance from the full model, and a metric of the answers for algorithms that a distance does not suit.</summary>
    public required IReadOnlyList<Metric> Metrics { get; init; }

    /// <summary>All of them.</summary>
    public static IReadOnlyList<RecoveryTask> All { get; } =
    [
        new()
        {
            Name = "reverse",
            PublishedName = "Tracr-Reverse",
            Load = () => Reverse.Compile(CPU),
            Known = Reverse.KnownCircuit,
            Structural = StructuralEdges(RaspPrograms.Reverse),
            Metrics = [new MeanSquaredError(), new CleanProjection()],
        },
        new()
        {
            Name = "proportion",
            PublishedName = "Tracr-Proportion",
            Load = () => Proportion.Compile(CPU),
            Known = Proportion.KnownCircuit,
            Structural = StructuralEdges(RaspPrograms.Proportion),
            Metrics = [new MeanSquaredError(), new CleanProjection()],
        },
        new()
        {
            Name = "induction",
            Load = () => Induction.LoadTrained(CPU),
            Known = Induction.KnownCircuit,
            Metrics = [new KlDivergence(), new LogitDifference()],
        },
    ];

    /// <summary>The experiment under an ablation and a metric of one's choice; the caller's.</summary>
    public Experiment Vary(Ablation ablation, Metric metric) => new Variation(Load(), ablation, metric);

    private static HashSet<string> StructuralEdges(RaspProgram program)
    {
        using var compiled = program.Compile();
        return [.. StructuralCircuit.Of(compiled).Select(edge => $"{edge.Writer}->{edge.Reader}")];
    }
}

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
    public required Func<GraphExperiment> Load { get; init; }

    /// <summary>The known circuit.</summary>
    public required Func<GraphUnits, UnitSet> Known { get; init; }

    /// <summary>The edges that the weights allow, a larger circuit; null where nobody compiled them.</summary>
    public Func<GraphUnits, UnitSet>? Structural { get; init; }

    /// <summary>A distance from the full model, and a metric of the answers for algorithms that a distance does not suit.</summary>
    public required IReadOnlyList<Metric> Metrics { get; init; }

    /// <summary>What stands in for removed edges, one table for each.</summary>
    public IReadOnlyList<Ablation> Ablations { get; init; } = [Ablation.Zero, Ablation.Interchange, Ablation.Mean];

    /// <summary>Whether the positions of the corrupted prompts are rotated, BOS apart, so that they differ from the clean ones.</summary>
    public bool RotatePositions { get; init; }

    /// <summary>How many of the experiment's pairs of prompts are used, from the first; null for all.</summary>
    public int? Prompts { get; init; }

    /// <summary>All of them.</summary>
    public static IReadOnlyList<RecoveryTask> All { get; } = [.. Make()];

    /// <summary>The experiment under an ablation and a metric of one's choice; the caller's.</summary>
    public GraphExperiment Vary(Ablation ablation, Metric metric)
    {
        var declared = Load();
        var pairs = declared.Prompts.Pairs.Take(Prompts ?? declared.Prompts.Count);
        return new Variation(
            declared,
            ablation,
            metric,
            PromptPairs.Of(RotatePositions ? pairs.Select(Rotated) : pairs)
        );
    }

    private static IEnumerable<RecoveryTask> Make()
    {
        var reverse = new RecoveryTask
        {
            Name = "reverse",
            PublishedName = "Tracr-Reverse",
            Load = () => Reverse.Compile(CPU),
            Known = Reverse.Circuit,
            Structural = units => CompiledProgram.Structural(RaspPrograms.Reverse, units),
            Metrics = [new MeanSquaredError(), new CleanProjection()],
        };
        var proportion = new RecoveryTask
        {
            Name = "proportion",
            PublishedName = "Tracr-Proportion",
            Load = () => Proportion.Compile(CPU),
            Known = Proportion.Circuit,
            Structural = units => CompiledProgram.Structural(RaspPrograms.Proportion, units),
            Metrics = [new MeanSquaredError(), new CleanProjection()],
        };
        yield return reverse;
        yield return WithRotatedPositions(reverse);
        yield return proportion;
        yield return WithRotatedPositions(proportion);
        yield return new RecoveryTask
        {
            Name = "induction",
            Load = () => Induction.LoadTrained(CPU),
            Known = Induction.Circuit,
            Prompts = 20,
            Metrics = [new KlDivergence(), new LogitDifference()],
        };
    }

    private static RecoveryTask WithRotatedPositions(RecoveryTask task) =>
        task with
        {
            Name = $"{task.Name}, rotated positions",
            // The published program meant to permute positions and did not.
            PublishedName = null,
            Ablations = [Ablation.Interchange],
            RotatePositions = true,
        };

    private static PromptPair Rotated(PromptPair pair)
    {
        var length = pair.Clean.Count;
        return pair with { CorruptedPositions = [0, .. Enumerable.Range(2, length - 2), 1] };
    }
}

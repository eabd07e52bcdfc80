using System.Text.Json.Serialization;

namespace Circuitry.Evaluation;

/// <summary>The outcome of a comparison.</summary>
public sealed record Comparison
{
    /// <summary>Everything needed to compare again.</summary>
    public required CircuitProvenance Provenance { get; init; }

    /// <summary>Number of units of the experiment.</summary>
    public required int Units { get; init; }

    /// <summary>Number of units of the ground truth; null where there is none.</summary>
    public required int? TruthUnits { get; init; }

    /// <summary>The metric of the full model.</summary>
    public required double Full { get; init; }

    /// <summary>The metric of the empty circuit.</summary>
    public required double Empty { get; init; }

    /// <summary>The algorithms, in the order in which they ran.</summary>
    public required IReadOnlyList<ComparisonEntry> Entries { get; init; }
}

/// <summary>One algorithm in a comparison.</summary>
public sealed record ComparisonEntry
{
    /// <summary>The name in tables.</summary>
    public required string Name { get; init; }

    /// <summary>The algorithm, by the name of its driver.</summary>
    public required string Algorithm { get; init; }

    /// <summary>The setting that was varied; null for an algorithm that ranks all units in one run.</summary>
    public required string? Parameter { get; init; }

    /// <summary>Why it has no result; null where it has.</summary>
    public string? Failure { get; init; }

    /// <summary>The time it took; of one that was gone on with, the time of its last part.</summary>
    public required TimeSpan Time { get; init; }

    /// <summary>The circuits at each size or setting, measured.</summary>
    public IReadOnlyList<ComparisonPoint> Points { get; init; } = [];

    /// <summary>The circuits that it found, one for each point; empty for one that scores all units.</summary>
    public IReadOnlyList<UnitSet> Circuits { get; init; } = [];

    /// <summary>The scores; null for one that finds circuits.</summary>
    public UnitScores? Scores { get; init; }

    /// <summary>Faithfulness at the benchmark's sizes, with CPR and CMD; null for one that finds circuits of sizes of its own.</summary>
    public FaithfulnessCurve? Curve { get; init; }

    /// <summary>Recovery of edges; null without a ground truth and at node granularity.</summary>
    public RocCurve? EdgeRecovery { get; init; }

    /// <summary>Recovery of nodes; null without a ground truth.</summary>
    public RocCurve? NodeRecovery { get; init; }
}

/// <summary>The circuit of an algorithm at one size or setting, measured.</summary>
/// <param name="Setting">The share of units asked for, or the value of the parameter.</param>
/// <param name="Kept">Number of units kept.</param>
/// <param name="Faithfulness">How much of the gap between the empty circuit and the full model they close.</param>
public sealed record ComparisonPoint(double Setting, int Kept, Estimate Faithfulness)
{
    /// <summary>By how much the algorithm missed what it was asked for, such as a target sparsity, in words; null where it did not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Missed { get; init; }
}

namespace Circuitry.Discovery;

/// <summary>How far an ACDC search has come.</summary>
public sealed record AcdcProgress
{
    /// <summary>Readers (at node granularity, stages) done.</summary>
    public required int Done { get; init; }

    /// <summary>Readers (at node granularity, stages) in all.</summary>
    public required int Total { get; init; }

    /// <summary>Units tested.</summary>
    public required int Tested { get; init; }

    /// <summary>Units still in the subgraph.</summary>
    public required int Kept { get; init; }

    /// <summary>The metric of the current subgraph.</summary>
    public required double Metric { get; init; }

    /// <summary>Batches run since the search began or went on.</summary>
    public int Rounds { get; init; }

    /// <summary>Subgraphs measured in them: at least the tests, and more where a batch was not used to its end.</summary>
    public int Evaluated { get; init; }

    /// <summary>Time spent.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>Time left, estimated from the share of edges behind; null before there is a basis.</summary>
    public required TimeSpan? Left { get; init; }
}

using static System.FormattableString;

namespace Circuitry.Evaluation;

/// <summary>The metric of a subgraph and its faithfulness, its share of what the full model does.</summary>
public sealed record SubgraphMeasure
{
    /// <summary>Number of units it keeps.</summary>
    public required int Kept { get; init; }

    /// <summary>The metric of the subgraph, the mean over prompts.</summary>
    public required Estimate Metric { get; init; }

    /// <summary>The metric of the full model.</summary>
    public required Estimate Full { get; init; }

    /// <summary>The metric of the empty circuit.</summary>
    public required Estimate Empty { get; init; }

    /// <summary>
    /// The share of the gap between the empty circuit and the full model that it closes: 1 does what the model does, 0 what
    /// the empty circuit does; it can lie outside of both. NaN when there is no gap.
    /// </summary>
    public required Estimate Faithfulness { get; init; }

    /// <inheritdoc/>
    public override string ToString() =>
        ReportText.Lines(
            ("kept", Invariant($"{Kept} units")),
            ("metric", $"{Metric}"),
            ("metric, full model", $"{Full}"),
            ("metric, empty circuit", $"{Empty}"),
            ("faithfulness", $"{Faithfulness}")
        );
}

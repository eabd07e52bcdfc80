using System.Diagnostics;

namespace Circuitry.Evaluation;

/// <summary>The result of SHIFT's table: scores of each row, by seed.</summary>
/// <param name="Judge">The name of the judge.</param>
/// <param name="Seeds">The seeds.</param>
/// <param name="Removed">Number of features that SHIFT removed, by seed.</param>
/// <param name="Rows">The scores of each row, by seed.</param>
[DebuggerDisplay("{ToString(),nq}")]
public sealed record ShiftTableResult(
    string Judge,
    IReadOnlyList<int> Seeds,
    IReadOnlyList<int> Removed,
    IReadOnlyDictionary<ShiftRow, IReadOnlyList<ProbeScore>> Rows
)
{
    /// <summary>The mean of a number over seeds, with a bootstrap interval over them.</summary>
    /// <param name="row">The row.</param>
    /// <param name="number">The number of a score.</param>
    public Estimate Mean(ShiftRow row, Func<ProbeScore, double> number) =>
        Bootstrap.Default.Estimate(Seeds.Count, drawn => drawn.Average(seed => number(Rows[row][seed])));

    /// <summary>The size of the table and the judge.</summary>
    public override string ToString() =>
        FormattableString.Invariant(
            $"{Counted.Of(Rows.Count, "row")} over {Counted.Of(Seeds.Count, "seed")}, judged by {Judge}"
        );
}

namespace Circuitry.Evaluation;

/// <summary>The scores of one seed of a table of SHIFT.</summary>
/// <param name="Removed">Number of features that SHIFT removed.</param>
/// <param name="Rows">The scores, in the order of the rows.</param>
internal sealed record SeedScores(int Removed, IReadOnlyList<ProbeScore> Rows)
{
    /// <summary>What makes scores that were read no scores of a seed; null if nothing does.</summary>
    public static string? WhatIsWrong(SeedScores scores) =>
        scores.Removed < 0 ? FormattableString.Invariant($"it removed {scores.Removed} features")
        : scores.Rows.Count == Enum.GetValues<ShiftRow>().Length && scores.Rows.All(IsShares) ? null
        : "it has not a share from 0 to 1 in each of its rows";

    private static bool IsShares(ProbeScore row) =>
        new[] { row.Intended, row.Spurious, row.WorstGroup }.All(share => share is >= 0 and <= 1);
}

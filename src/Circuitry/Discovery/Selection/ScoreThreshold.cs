namespace Circuitry.Discovery;

/// <summary>The units whose score is at least a number.</summary>
/// <param name="Least">The least score, in the metric's units.</param>
public sealed record ScoreThreshold(double Least) : RankedSelection
{
    /// <inheritdoc/>
    public override string Name => nameof(ScoreThreshold);

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, string Value)> Settings =>
        [("least", FormattableString.Invariant($"{Least:R}")), .. base.Settings];

    /// <inheritdoc/>
    protected override IEnumerable<int> Take(UnitScores scores) =>
        double.IsNaN(Least)
            ? throw new SelectionException("the least score is not a number; give one in the metric's units")
            : Enumerable
                .Range(0, scores.Values.Count)
                .Where(unit => ScoreRanking.Strength(scores.Values[unit], Order) >= Least);
}

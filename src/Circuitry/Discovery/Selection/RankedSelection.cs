namespace Circuitry.Discovery;

/// <summary>A rule that takes units by the strength of their scores.</summary>
public abstract record RankedSelection : ScoreSelection
{
    /// <summary>The order of scores: by size, or the most positive first.</summary>
    public ScoreOrder Order { get; init; } = ScoreOrder.Absolute;

    /// <summary>Whether units that lie on no path from an embedding to the logits go afterwards; see <see cref="GraphUnits.WithoutDangling"/>. Features have no such paths, and all stay.</summary>
    public bool Prune { get; init; } = true;

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, string Value)> Settings =>
        [("order", Order.ToString()), ("prune", Prune ? "true" : "false")];

    /// <inheritdoc/>
    public sealed override UnitSet Choose(UnitScores scores)
    {
        var chosen = UnitSet.Of(scores.Units, Take(scores));
        return Prune && scores.Units is GraphUnits units ? units.WithoutDangling(chosen) : chosen;
    }

    /// <summary>The units the rule takes before anything is pruned.</summary>
    protected abstract IEnumerable<int> Take(UnitScores scores);
}

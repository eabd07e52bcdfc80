namespace Circuitry.Discovery;

/// <summary>A rule that takes units by the strength of their scores.</summary>
public abstract record RankedSelection : ScoreSelection
{
    /// <summary>Which scores come first.</summary>
    public ScoreOrder Order { get; init; } = ScoreOrder.Absolute;

    /// <summary>Whether units that lie on no path from an embedding to the logits go afterwards; see <see cref="Pruning"/>.</summary>
    public bool Prune { get; init; } = true;

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, string Value)> Settings =>
        [("order", Order.ToString()), ("prune", Prune ? "true" : "false")];

    /// <inheritdoc/>
    public sealed override IReadOnlyList<int> Units(UnitScores scores)
    {
        var chosen = Choose(scores);
        return Prune ? Pruning.WithoutDangling(scores.Graph, chosen) : [.. chosen.Order()];
    }

    /// <summary>The units the rule takes before anything is pruned.</summary>
    protected abstract IEnumerable<int> Choose(UnitScores scores);
}

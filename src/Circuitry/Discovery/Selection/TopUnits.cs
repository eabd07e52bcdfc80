namespace Circuitry.Discovery;

/// <summary>The units with the strongest scores. Pruning afterwards can leave fewer.</summary>
/// <param name="Count">How many units to take before pruning.</param>
public sealed record TopUnits(int Count) : SizedSelection(Count)
{
    /// <inheritdoc/>
    public override string Name => nameof(TopUnits);

    /// <inheritdoc/>
    protected override IEnumerable<int> TakeCount(UnitScores scores) => ScoreRanking.Of(scores, Order).Take(Count);
}

namespace Circuitry.Discovery;

/// <summary>A rule that takes as many units as it is told; <c>rule with { Count = n }</c> takes another number.</summary>
/// <param name="Count">How many units.</param>
public abstract record SizedSelection(int Count) : RankedSelection
{
    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, string Value)> Settings =>
        [("count", FormattableString.Invariant($"{Count}")), .. base.Settings];

    /// <summary>The rule and its settings but for the number, as another rule that searches for the number records them.</summary>
    internal IEnumerable<(string Name, string Value)> SettingsOfRule =>
        [("rule", Name), .. base.Settings.Select(setting => ("rule_" + setting.Name, setting.Value))];

    /// <inheritdoc/>
    protected sealed override IEnumerable<int> Take(UnitScores scores) =>
        Count >= 0 && Count <= scores.Units.Count
            ? TakeCount(scores)
            : throw new SelectionException(
                FormattableString.Invariant(
                    $"{Name} is to take {Count} units and there are {scores.Units.Count}; ask for 0 to {scores.Units.Count}"
                )
            );

    /// <summary>Takes that many; the number was checked.</summary>
    protected abstract IEnumerable<int> TakeCount(UnitScores scores);
}

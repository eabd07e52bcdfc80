namespace Circuitry.Discovery;

/// <summary>
/// The largest circuit of a sized rule that, once pruned, has no more units than asked for. What a sized rule takes grows
/// with its number and so does what pruning leaves of it, so that bisection finds it.
/// </summary>
/// <param name="Most">How many units the circuit may have.</param>
public sealed record TargetSize(int Most) : ScoreSelection
{
    /// <summary>The rule; its own number is not used.</summary>
    public SizedSelection Rule { get; init; } = new TopUnits(0);

    /// <inheritdoc/>
    public override string Name => nameof(TargetSize);

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, string Value)> Settings =>
        [("most", FormattableString.Invariant($"{Most}")), .. Rule.SettingsOfRule];

    /// <inheritdoc/>
    public override UnitSet Choose(UnitScores scores)
    {
        if (Most < 0)
        {
            throw new SelectionException(
                FormattableString.Invariant($"the circuit is to have at most {Most} units; ask for 0 or more")
            );
        }

        int fits = 0,
            tooMany = scores.Units.Count + 1;
        while (tooMany - fits > 1)
        {
            var middle = fits + (tooMany - fits) / 2;
            if ((Rule with { Count = middle }).Choose(scores).Count <= Most)
            {
                fits = middle;
            }
            else
            {
                tooMany = middle;
            }
        }

        return (Rule with { Count = fits }).Choose(scores);
    }
}

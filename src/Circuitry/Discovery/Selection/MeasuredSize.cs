namespace Circuitry.Discovery;

/// <summary>A circuit that a search by size has measured.</summary>
/// <param name="Asked">The number the rule was given.</param>
/// <param name="Kept">How many units the circuit has.</param>
/// <param name="Metric">The metric, the mean over prompts.</param>
/// <param name="Faithfulness">The share of the gap between the empty and the full circuit that it closes.</param>
public readonly record struct MeasuredSize(int Asked, int Kept, double Metric, double Faithfulness)
{
    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Asked}: {Kept} units, {Faithfulness:G6}");
}

namespace Circuitry.Discovery.Masks;

/// <summary>The sparsity of a trained mask once rounded, and its target.</summary>
/// <param name="Gates">What its gates stand for: edges, writers or components.</param>
/// <param name="Count">Number of gates.</param>
/// <param name="Kept">How many of them are kept.</param>
/// <param name="Target">The share of gates to shut; null where none was asked for, as in subnetwork probing, whose lambda is a price.</param>
public sealed record MaskSparsity(string Gates, int Count, int Kept, double? Target)
{
    /// <summary>A target is missed by more than this share of gates, and by more than one gate.</summary>
    public const double Tolerance = 0.01;

    /// <summary>The share of gates that are shut.</summary>
    public double Reached => 1 - (double)Kept / Count;

    /// <summary>
    /// Whether the reached share is off the target by more than <see cref="Tolerance"/> and by more than one gate. Never of a target
    /// above 1, which pushes and cannot be reached.
    /// </summary>
    public bool IsMissed =>
        Target is <= 1 and var target && Math.Abs(Reached - target) > Math.Max(Tolerance, 1.0 / Count) + 1e-12;

    /// <inheritdoc/>
    public override string ToString() =>
        FormattableString.Invariant($"{Reached:0.####} of {Count} {Gates} shut")
        + (
            Target is { } target
                ? FormattableString.Invariant($", target {target:0.####}{(IsMissed ? ", missed" : "")}")
                : ""
        );
}

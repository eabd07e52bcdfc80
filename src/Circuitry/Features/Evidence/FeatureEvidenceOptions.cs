namespace Circuitry.Features;

/// <summary>Options for how much evidence is collected.</summary>
public sealed record FeatureEvidenceOptions
{
    /// <summary>The most contexts for each feature.</summary>
    public int Contexts { get; init; } = 8;

    /// <summary>The most tokens that a context shows in front of the activating one.</summary>
    public int Before { get; init; } = 24;

    /// <summary>The most tokens that a context shows behind the activating one.</summary>
    public int After { get; init; } = 8;

    /// <summary>The most tokens that are listed as promoted, and as suppressed.</summary>
    public int Logits { get; init; } = 8;

    /// <summary>
    /// How many tokens at the start of every sequence do not count. Streams there, at a beginning-of-text token above all, are
    /// so large that they would fill the contexts of many features.
    /// </summary>
    public int SkippedPositions { get; init; }

    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Contexts);
        ArgumentOutOfRangeException.ThrowIfNegative(Before);
        ArgumentOutOfRangeException.ThrowIfNegative(After);
        ArgumentOutOfRangeException.ThrowIfNegative(Logits);
        ArgumentOutOfRangeException.ThrowIfNegative(SkippedPositions);
    }
}

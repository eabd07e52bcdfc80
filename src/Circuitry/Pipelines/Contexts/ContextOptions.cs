namespace Circuitry.Pipelines;

/// <summary>Options that select contexts of a corpus.</summary>
public sealed record ContextOptions
{
    /// <summary>The maximum number of contexts; if there are more, a uniform sample is taken.</summary>
    public int Count { get; init; } = 2000;

    /// <summary>The loss, in nats, below which a token counts as predicted.</summary>
    public double MaximumLoss { get; init; } = 0.3;

    /// <summary>The fewest tokens of a context.</summary>
    public int MinimumLength { get; init; } = 2;

    /// <summary>
    /// Whether to leave out contexts that already contain their last token followed by the next one: in natural text such copying
    /// would fill most clusters.
    /// </summary>
    public bool DropRepeats { get; init; } = true;

    /// <summary>
    /// The share of a token pair's occurrences from which its most frequent successor counts as a set phrase and is left out; 1
    /// or more leaves out none.
    /// </summary>
    public double PhraseShare { get; init; } = 0.6;

    /// <summary>The number of texts, from the first, in which phrases are counted.</summary>
    public int PhraseTexts { get; init; } = 10_000;

    /// <summary>Seed of the sample.</summary>
    public int Seed { get; init; }

    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Count, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(MinimumLength, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(PhraseTexts);
        if (!(MaximumLoss > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(MaximumLoss), MaximumLoss, "a loss is above 0");
        }
    }
}

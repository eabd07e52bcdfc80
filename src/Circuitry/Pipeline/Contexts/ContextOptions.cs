namespace Circuitry.Pipelines;

/// <summary>Which contexts of a corpus are taken.</summary>
public sealed record ContextOptions
{
    /// <summary>The most contexts; more are sampled down to as many, each with the same chance.</summary>
    public int Count { get; init; } = 2000;

    /// <summary>The loss, in nats, below which a token counts as foretold.</summary>
    public double MaximumLoss { get; init; } = 0.3;

    /// <summary>The fewest tokens of a context.</summary>
    public int MinimumLength { get; init; } = 2;

    /// <summary>
    /// Whether to leave out contexts whose last token and the next one already stand side by side in them: copying them would
    /// fill most clusters in natural text.
    /// </summary>
    public bool DropRepeats { get; init; } = true;

    /// <summary>
    /// The share of a pair of tokens' occurrences from which the token that follows most is a set phrase and left out; 1 or more
    /// leaves out none.
    /// </summary>
    public double PhraseShare { get; init; } = 0.6;

    /// <summary>How many texts, from the first, phrases are counted in.</summary>
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

using System.Diagnostics;

namespace Circuitry.Pipelines;

/// <summary>Contexts of a corpus, and how many there were.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed record ContextSample
{
    /// <summary>The contexts, in the order of the corpus.</summary>
    public required IReadOnlyList<CorpusContext> Contexts { get; init; }

    /// <summary>Number of texts that were read.</summary>
    public required long Texts { get; init; }

    /// <summary>Number of tokens that were read.</summary>
    public required long Tokens { get; init; }

    /// <summary>Number of tokens that the model predicted.</summary>
    public required long Predicted { get; init; }

    /// <summary>Number of predicted tokens that were left out as repeats.</summary>
    public required long Repeats { get; init; }

    /// <summary>Number of predicted tokens, other than repeats, that were left out as set phrases.</summary>
    public required long Phrases { get; init; }

    /// <summary>Numbers of contexts, predicted tokens and texts.</summary>
    public override string ToString() =>
        FormattableString.Invariant(
            $"{Counted.Of(Contexts.Count, "context")} of {Counted.Of(Predicted, "predicted token")} in {Counted.Of(Texts, "text")}"
        );
}

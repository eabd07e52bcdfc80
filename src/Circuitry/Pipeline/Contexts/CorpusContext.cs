namespace Circuitry.Pipelines;

/// <summary>The beginning of a text and the token that follows, which the model foretells.</summary>
public sealed record CorpusContext
{
    /// <summary>The number of the text in the corpus, from 0.</summary>
    public required long Text { get; init; }

    /// <summary>The tokens of the beginning.</summary>
    public required IReadOnlyList<int> Tokens { get; init; }

    /// <summary>The token that follows.</summary>
    public required int Next { get; init; }

    /// <summary>Its negative log probability in nats.</summary>
    public required double Loss { get; init; }

    /// <summary>The behaviour that foretells it; null where it is not known.</summary>
    public string? Behaviour { get; init; }

    /// <summary>The kind of text; null where it is not known.</summary>
    public string? Kind { get; init; }

    /// <summary>Whether a model can read the tokens and predict the next one.</summary>
    internal bool Suits(Architecture a) =>
        Text >= 0
        && Tokens.Count > 0
        && Tokens.Count <= a.Context
        && Tokens.All(token => token >= 0 && token < a.Vocabulary)
        && Next >= 0
        && Next < a.OutputVocabulary
        && Loss >= 0;

    /// <summary>The context as a prompt that is answered at its last position, and from which nothing is taken.</summary>
    internal PromptPair ToPair() =>
        new()
        {
            Clean = Tokens,
            Corrupted = Tokens,
            AnswerPositions = [Tokens.Count - 1],
            Answers =
            [
                [Next],
            ],
        };
}

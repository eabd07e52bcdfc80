using System.Diagnostics;

namespace Circuitry.Pipelines;

/// <summary>The beginning of a text and the token that follows, which the model predicts.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed record CorpusContext
{
    /// <summary>The number of the text in the corpus, from 0.</summary>
    public required long Text { get; init; }

    /// <summary>The tokens of the beginning.</summary>
    public required IReadOnlyList<int> Tokens { get; init; }

    /// <summary>The token that follows.</summary>
    public required int Next { get; init; }

    /// <summary>The negative log probability of the token that follows, in nats.</summary>
    public required double Loss { get; init; }

    /// <summary>The behaviour that predicts the token that follows; null if unknown.</summary>
    public string? Behaviour { get; init; }

    /// <summary>The kind of text; null if unknown.</summary>
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

    /// <summary>The text, its tokens, the next one and its loss.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"text {Text}: {TokenList.Of(Tokens)}, then {Next} with loss {Loss:G4}");
}

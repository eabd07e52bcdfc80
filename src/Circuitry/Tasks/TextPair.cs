using System.Diagnostics;

namespace Circuitry;

/// <summary>A clean and a corrupted prompt as text; the answer is the token that follows.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed record TextPair
{
    /// <summary>The clean prompt.</summary>
    public required string Clean { get; init; }

    /// <summary>The corrupted prompt.</summary>
    public required string Corrupted { get; init; }

    /// <summary>The right answers, each a single token with the space that it starts with, if it does.</summary>
    public required IReadOnlyList<string> Answers { get; init; }

    /// <summary>The wrong answers; empty where the metric needs none.</summary>
    public IReadOnlyList<string> WrongAnswers { get; init; } = [];

    /// <summary>
    /// The clean prompt in pieces, each with the group of positions that it is in: a token is in the group of the piece that it
    /// ends in, whichever words the tokenizer joins or splits. Empty where positions have no groups.
    /// </summary>
    public IReadOnlyList<TextPiece> Pieces { get; init; } = [];

    /// <summary>Whether both prompts have tokens, as many each, and every answer is a single one.</summary>
    /// <exception cref="TokenizerException">The tokenizer's pattern takes too long to split a text.</exception>
    public bool Suits(TextTokenizer tokenizer) =>
        tokenizer.FindCount(Clean) is { } count
        && tokenizer.FindCount(Corrupted) == count
        && tokenizer.Prefix.Count + count > 0
        && Answers.Concat(WrongAnswers).All(tokenizer.IsSingleToken);

    /// <summary>Encodes the pair as tokens, answered at the last position.</summary>
    /// <exception cref="PromptException">
    /// The prompts differ in how many tokens they have, an answer is not a single one, or the pieces do not make the clean prompt.
    /// </exception>
    public PromptPair Encode(TextTokenizer tokenizer)
    {
        var clean = tokenizer.EncodePrompt(Clean);
        var corrupted = tokenizer.EncodePrompt(Corrupted);
        if (clean.Count != corrupted.Count)
        {
            throw new PromptException(
                FormattableString.Invariant(
                    $"the clean prompt has {Counted.Of(clean.Count, "token")} ({tokenizer.Quoted(clean)}) and the corrupted one {corrupted.Count} ({tokenizer.Quoted(corrupted)}); choose words of as many tokens, or leave the pair out"
                )
            );
        }

        return new PromptPair
        {
            Clean = clean,
            Corrupted = corrupted,
            AnswerPositions = [clean.Count - 1],
            Answers = Tokens(Answers, tokenizer),
            WrongAnswers = Tokens(WrongAnswers, tokenizer),
            PositionGroups = Pieces.Count == 0 ? null : TextPieces.GroupsOf(Pieces, Clean, tokenizer),
        };
    }

    private static IReadOnlyList<IReadOnlyList<int>> Tokens(IReadOnlyList<string> answers, TextTokenizer tokenizer) =>
        answers.Count == 0
            ? []
            :
            [
                [.. answers.Select(tokenizer.SingleToken)],
            ];

    /// <summary>Clean and corrupted text and the right answers.</summary>
    public override string ToString() =>
        $"\"{Clean}\" against \"{Corrupted}\": {string.Join(", ", Answers.Select(answer => $"\"{answer}\""))}";
}

/// <summary>Encodes pairs of texts as tokens.</summary>
public static class TextPairs
{
    /// <summary>Encodes the pairs as tokens.</summary>
    /// <exception cref="PromptException">There are no pairs, or one does not suit the tokenizer; the message says which.</exception>
    public static PromptPairs Encode(this IEnumerable<TextPair> pairs, TextTokenizer tokenizer) =>
        PromptPairs.Of(pairs.Select((pair, i) => Encode(pair, i, tokenizer)));

    private static PromptPair Encode(TextPair pair, int index, TextTokenizer tokenizer)
    {
        try
        {
            return pair.Encode(tokenizer);
        }
        catch (PromptException e)
        {
            throw new PromptException(FormattableString.Invariant($"pair {index} (\"{pair.Clean}\"): {e.Message}"));
        }
    }
}

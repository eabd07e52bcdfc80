using static TorchSharp.torch;

namespace Circuitry;

/// <summary>What logits are measured against: the model's own on the clean prompts, and the answer tokens. Owns its tensors.</summary>
public sealed class Target : IDisposable
{
    private Target() { }

    /// <summary>The model's logits on the clean prompts at the answer positions, [batch, answer, d_vocab_out].</summary>
    public required Tensor CleanLogits { get; init; }

    /// <summary>Their log probabilities, [batch, answer, d_vocab_out].</summary>
    public required Tensor CleanLogProbabilities { get; init; }

    /// <summary>Right tokens, int64 [batch, answer, token]; null where the pairs have none.</summary>
    public Tensor? Answers { get; private init; }

    /// <summary>Wrong tokens, int64 [batch, answer, token]; null where the pairs have none.</summary>
    public Tensor? WrongAnswers { get; private init; }

    /// <summary>Makes the target of a metric.</summary>
    /// <param name="pairs">The prompts.</param>
    /// <param name="metric">The metric that will measure.</param>
    /// <param name="cleanLogits">The model's logits on the clean prompts at the answer positions; stays the caller's.</param>
    /// <exception cref="PromptException">The metric needs tokens that the pairs lack, or a token is outside of the logits.</exception>
    public static Target Of(PromptPairs pairs, Metric metric, Tensor cleanLogits)
    {
        PromptFit.CheckAnswers(pairs, metric, (int)cleanLogits.size(-1));
        using var scope = NewDisposeScope();
        var answers = Tokens(pairs, pair => pair.Answers, metric.NeedsAnswers);
        var wrong = Tokens(pairs, pair => pair.WrongAnswers, metric.NeedsWrongAnswers);
        return new Target
        {
            CleanLogits = cleanLogits.clone().DetachFromDisposeScope(),
            CleanLogProbabilities = cleanLogits.log_softmax(-1).DetachFromDisposeScope(),
            Answers = answers?.to(cleanLogits.device).DetachFromDisposeScope(),
            WrongAnswers = wrong?.to(cleanLogits.device).DetachFromDisposeScope(),
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        CleanLogits.Dispose();
        CleanLogProbabilities.Dispose();
        Answers?.Dispose();
        WrongAnswers?.Dispose();
    }

    private static Tensor? Tokens(
        PromptPairs pairs,
        Func<PromptPair, IReadOnlyList<IReadOnlyList<int>>> of,
        bool needed
    )
    {
        if (!needed)
        {
            return null;
        }

        long[] tokens = [.. pairs.Pairs.SelectMany(pair => of(pair).SelectMany(at => at.Select(token => (long)token)))];
        return tensor(tokens, [pairs.Count, pairs.AnswerCount, tokens.Length / pairs.Count / pairs.AnswerCount]);
    }
}

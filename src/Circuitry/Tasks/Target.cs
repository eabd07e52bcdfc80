using static TorchSharp.torch;

namespace Circuitry;

/// <summary>
/// The target that logits are measured against: the model's own logits on the clean prompts, and the answer tokens. Owns its
/// tensors.
/// </summary>
public sealed class Target : IDisposable
{
    private bool _disposed;

    private Target() { }

    /// <summary>The model's logits on the clean prompts at the answer positions, [batch, answer, d_vocab_out].</summary>
    /// <exception cref="ObjectDisposedException">The target is disposed.</exception>
    public required Tensor CleanLogits
    {
        get => Live(field);
        init;
    }

    /// <summary>Log probabilities of the clean logits, [batch, answer, d_vocab_out].</summary>
    /// <exception cref="ObjectDisposedException">The target is disposed.</exception>
    public required Tensor CleanLogProbabilities
    {
        get => Live(field);
        init;
    }

    /// <summary>Right tokens at each answer position; null where the metric needs none.</summary>
    /// <exception cref="ObjectDisposedException">The target is disposed.</exception>
    public TokenSets? Answers
    {
        get => Live(field);
        private init;
    }

    /// <summary>Wrong tokens at each answer position; null where the metric needs none.</summary>
    /// <exception cref="ObjectDisposedException">The target is disposed.</exception>
    public TokenSets? WrongAnswers
    {
        get => Live(field);
        private init;
    }

    /// <summary>Makes the target of a metric.</summary>
    /// <param name="pairs">The prompts.</param>
    /// <param name="metric">The metric that will measure.</param>
    /// <param name="cleanLogits">The model's logits on the clean prompts at the answer positions; stays the caller's.</param>
    /// <exception cref="PromptException">
    /// The metric needs tokens that the pairs lack, or a token is outside the logits, or right and wrong at one position.
    /// </exception>
    /// <exception cref="MetricException">A logit is not a number.</exception>
    public static Target Of(PromptPairs pairs, Metric metric, Tensor cleanLogits)
    {
        PromptFit.CheckAnswers(pairs, metric, (int)cleanLogits.size(-1));
        MetricValues.CheckLogits(metric, cleanLogits);
        using var scope = NewDisposeScope();
        return new Target
        {
            CleanLogits = cleanLogits.clone().DetachFromDisposeScope(),
            CleanLogProbabilities = cleanLogits.log_softmax(-1).DetachFromDisposeScope(),
            Answers = metric.NeedsAnswers
                ? new TokenSets([.. pairs.Pairs.Select(pair => pair.Answers)], cleanLogits.device)
                : null,
            WrongAnswers = metric.NeedsWrongAnswers
                ? new TokenSets([.. pairs.Pairs.Select(pair => pair.WrongAnswers)], cleanLogits.device)
                : null,
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        CleanLogits.Dispose();
        CleanLogProbabilities.Dispose();
        Answers?.Dispose();
        WrongAnswers?.Dispose();
        _disposed = true;
    }

    private T Live<T>(T value)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return value;
    }
}

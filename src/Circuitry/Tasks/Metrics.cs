using static TorchSharp.torch;

namespace Circuitry;

/// <summary>D(full || patched) in nats over the vocabulary, the metric of the ACDC paper (section 3).</summary>
[MetricNeeds(AnswerTokens.None)]
public sealed class KlDivergence : Divergence
{
    /// <inheritdoc/>
    public override string Name => "KL divergence";

    /// <inheritdoc/>
    public override Tensor Measure(Tensor logits, Target target)
    {
        using var scope = NewDisposeScope();
        var patched = logits.log_softmax(-1);
        var divergence = target.CleanLogProbabilities.exp() * (target.CleanLogProbabilities - patched);
        return divergence.sum(-1).mean([-1]).MoveToOuterDisposeScope();
    }
}

/// <summary>Mean logit of the right tokens minus mean logit of the wrong ones.</summary>
[MetricNeeds(AnswerTokens.RightAndWrong)]
public sealed class LogitDifference : Gain
{
    /// <inheritdoc/>
    public override string Name => "logit difference";

    /// <inheritdoc/>
    public override Tensor Measure(Tensor logits, Target target)
    {
        using var scope = NewDisposeScope();
        var difference = target.Answers!.Mean(logits) - target.WrongAnswers!.Mean(logits);
        return difference.mean([-1]).MoveToOuterDisposeScope();
    }
}

/// <summary>Total probability of the right tokens minus that of the wrong ones.</summary>
[MetricNeeds(AnswerTokens.RightAndWrong)]
public sealed class ProbabilityDifference : Gain
{
    /// <inheritdoc/>
    public override string Name => "probability difference";

    /// <inheritdoc/>
    public override Tensor Measure(Tensor logits, Target target)
    {
        using var scope = NewDisposeScope();
        var probabilities = logits.softmax(-1);
        var difference = target.Answers!.Sum(probabilities) - target.WrongAnswers!.Sum(probabilities);
        return difference.mean([-1]).MoveToOuterDisposeScope();
    }
}

/// <summary>Negative log probability, in nats, of the right tokens together.</summary>
[MetricNeeds(AnswerTokens.Right)]
public sealed class AnswerLoss : Loss
{
    /// <inheritdoc/>
    public override string Name => "answer loss";

    /// <inheritdoc/>
    public override Tensor Measure(Tensor logits, Target target)
    {
        using var scope = NewDisposeScope();
        var right = target.Answers!.LogSumExp(logits.log_softmax(-1));
        return right.neg().mean([-1]).MoveToOuterDisposeScope();
    }
}

/// <summary>Mean square of patched logits minus the full model's, over all logits.</summary>
[MetricNeeds(AnswerTokens.None)]
public sealed class MeanSquaredError : Divergence
{
    /// <inheritdoc/>
    public override string Name => "mean squared error";

    /// <inheritdoc/>
    public override Tensor Measure(Tensor logits, Target target)
    {
        using var scope = NewDisposeScope();
        return Ops.Square(logits - target.CleanLogits).mean([-1, -2]).MoveToOuterDisposeScope();
    }
}

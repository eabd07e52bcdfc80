using System.Diagnostics;
using static TorchSharp.torch;

namespace Circuitry;

/// <summary>
/// A number per prompt that says how well logits answer. It derives from <see cref="Loss"/> or <see cref="Gain"/>, which say
/// whether lower or higher is better; a sign never does.
/// </summary>
[DebuggerDisplay("{ToString(),nq}")]
public abstract class Metric
{
    private protected Metric() { }

    /// <summary>The name in files and reports.</summary>
    public abstract string Name { get; }

    /// <summary>Whether pairs need answer tokens; <see cref="MetricNeedsAttribute"/> says so to the compiler as well.</summary>
    public virtual bool NeedsAnswers => DatasetContract.NeededBy(GetType()) >= AnswerTokens.Right;

    /// <summary>Whether pairs need wrong answer tokens; <see cref="MetricNeedsAttribute"/> says so to the compiler as well.</summary>
    public virtual bool NeedsWrongAnswers => DatasetContract.NeededBy(GetType()) == AnswerTokens.RightAndWrong;

    /// <summary>Measures logits at the answer positions. A prompt's number follows from its own logits and target alone.</summary>
    /// <param name="logits">[..., batch, answer, d_vocab_out].</param>
    /// <param name="target">The target to measure against.</param>
    /// <returns>One number per prompt, the mean over its answer positions, [..., batch].</returns>
    public abstract Tensor Measure(Tensor logits, Target target);

    /// <summary>A value of the metric as a loss, of which lower is better.</summary>
    public abstract double AsLoss(double value);

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}

/// <summary>A metric of which lower is better.</summary>
public abstract class Loss : Metric
{
    // Minus zero is zero, and prints as one.
    /// <inheritdoc/>
    public sealed override double AsLoss(double value) => value + 0.0;
}

/// <summary>
/// A distance from the full model's own logits: least, and with a gradient of zero, where nothing is patched. Algorithms that
/// take the gradient there have no driver under it.
/// </summary>
public abstract class Divergence : Loss;

/// <summary>A metric of which higher is better.</summary>
public abstract class Gain : Metric
{
    /// <inheritdoc/>
    public sealed override double AsLoss(double value) => 0.0 - value;
}

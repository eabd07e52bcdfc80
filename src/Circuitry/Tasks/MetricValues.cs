using static TorchSharp.torch;

namespace Circuitry;

/// <summary>
/// Reads the values of a metric. A value that is not a number says nothing about a circuit, and is refused where it arises; minus zero is zero.
/// </summary>
internal static class MetricValues
{
    private const string Remedy =
        "check the metric and the weights, and compute in float64 if a run in a type with a smaller range overflows";

    /// <summary>The number of every prompt, [batch].</summary>
    /// <exception cref="MetricException">One is NaN.</exception>
    public static double[] OfPrompts(Metric metric, Tensor measured) => OfPrompts(metric.Name, measured);

    /// <summary>The number of every prompt of a batch, [batch].</summary>
    /// <param name="metric">The metric that was measured.</param>
    /// <param name="measured">The numbers.</param>
    /// <param name="before">Number of prompts before the batch.</param>
    /// <exception cref="MetricException">One is NaN.</exception>
    public static double[] OfPrompts(string metric, Tensor measured, int before = 0) =>
        Read(metric, measured, prompt => $" on prompt {before + prompt}");

    /// <summary>The mean over prompts, for several runs, [..., batch] as [...].</summary>
    /// <exception cref="MetricException">One is NaN.</exception>
    public static double[] Means(Metric metric, Tensor measured)
    {
        using var scope = NewDisposeScope();
        return Each(metric, measured.mean([-1]));
    }

    /// <summary>Numbers derived from a metric, of any shape.</summary>
    /// <exception cref="MetricException">One is NaN.</exception>
    public static double[] Each(Metric metric, Tensor measured) => Read(metric.Name, measured, _ => $"");

    /// <summary>By how much a loss rises.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="before">Its number before.</param>
    /// <param name="after">Its number afterwards.</param>
    /// <param name="what">The cause of the difference.</param>
    /// <exception cref="MetricException">Both are infinite, so that their difference is not a number.</exception>
    public static double Rise(Metric metric, double before, double after, string what)
    {
        var rise = metric.AsLoss(after) - metric.AsLoss(before);
        return double.IsNaN(rise)
            ? throw new MetricException(
                FormattableString.Invariant(
                    $"the {metric.Name} goes from {before} to {after} without {what}, and the difference of the two is not a number; use a metric that stays finite on these prompts"
                )
            )
            : rise;
    }

    /// <summary>Checks a model's logits before anything is measured against them, [batch, answer, d_vocab_out].</summary>
    /// <exception cref="MetricException">One is NaN.</exception>
    public static void CheckLogits(Metric metric, Tensor logits)
    {
        using var scope = NewDisposeScope();
        var broken = TensorValues.ToArray<bool>(logits.isnan().any(-1).any(-1));
        var prompt = Array.IndexOf(broken, true);
        if (prompt >= 0)
        {
            throw new MetricException(
                FormattableString.Invariant(
                    $"the {metric.Name} cannot be measured: the model's logits for prompt {prompt} are not numbers (NaN); {Remedy}"
                )
            );
        }
    }

    private static double[] Read(string metric, Tensor measured, Func<int, FormattableString> where)
    {
        using var scope = NewDisposeScope();
        var values = TensorValues.ToArray<double>(measured.to(float64));
        for (var i = 0; i < values.Length; i++)
        {
            if (double.IsNaN(values[i]))
            {
                throw new MetricException(
                    FormattableString.Invariant($"the {metric} is not a number (NaN)")
                        + FormattableString.Invariant(where(i))
                        + $": the patched logits or the metric's own arithmetic overflow; {Remedy}"
                );
            }

            // Minus zero is zero, and prints as one.
            values[i] += 0.0;
        }

        return values;
    }
}

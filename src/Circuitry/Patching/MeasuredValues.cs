using static TorchSharp.torch;

namespace Circuitry;

/// <summary>What a metric gave as numbers. One that is not a number says nothing of a circuit, and is refused where it arises.</summary>
internal static class MeasuredValues
{
    /// <summary>The metric of every prompt, [batch].</summary>
    /// <exception cref="EvaluationException">The metric of a prompt is not a number.</exception>
    public static double[] OfPrompts(Metric metric, Tensor measured)
    {
        using var scope = NewDisposeScope();
        var values = TensorValues.ToArray<double>(measured.to(float64));
        for (var prompt = 0; prompt < values.Length; prompt++)
        {
            if (double.IsNaN(values[prompt]))
            {
                throw Refusal(metric, FormattableString.Invariant($" on prompt {prompt}"));
            }
        }

        return values;
    }

    /// <summary>The mean over prompts of a metric, for several runs, [..., batch] as [...].</summary>
    /// <exception cref="EvaluationException">A mean is not a number.</exception>
    public static double[] Means(Metric metric, Tensor measured)
    {
        using var scope = NewDisposeScope();
        return Each(metric, measured.mean([-1]));
    }

    /// <summary>Numbers made of a metric, of any shape.</summary>
    /// <exception cref="EvaluationException">One is not a number.</exception>
    public static double[] Each(Metric metric, Tensor measured)
    {
        using var scope = NewDisposeScope();
        var values = TensorValues.ToArray<double>(measured.to(float64));
        return Array.TrueForAll(values, value => !double.IsNaN(value)) ? values : throw Refusal(metric, "");
    }

    /// <summary>By how much a loss rises.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="before">Its number before.</param>
    /// <param name="after">Its number afterwards.</param>
    /// <param name="what">What makes the difference.</param>
    /// <exception cref="EvaluationException">Both are infinite, so that their difference is not a number.</exception>
    public static double Rise(Metric metric, double before, double after, string what)
    {
        var rise = metric.AsLoss(after) - metric.AsLoss(before);
        return double.IsNaN(rise)
            ? throw new EvaluationException(
                FormattableString.Invariant(
                    $"the {metric.Name} goes from {before} to {after} without {what}, and the difference of the two is not a number; use a metric that stays finite on these prompts"
                )
            )
            : rise;
    }

    private static EvaluationException Refusal(Metric metric, string where) =>
        new(
            $"the {metric.Name} is not a number (NaN){where}; look at the metric and the weights, or compute in float64 if a float32 run overflows"
        );
}

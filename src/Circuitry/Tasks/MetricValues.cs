using static TorchSharp.torch;

namespace Circuitry;

/// <summary>Reads what a metric measured.</summary>
internal static class MetricValues
{
    /// <summary>The number of every prompt.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="measured">[batch].</param>
    /// <exception cref="MetricException">One is NaN.</exception>
    public static double[] Each(Metric metric, Tensor measured) =>
        Read(metric, measured, prompt => $" for prompt {prompt}");

    /// <summary>The mean over prompts of every variant.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="measured">[variant, batch].</param>
    /// <exception cref="MetricException">One is NaN.</exception>
    public static double[] Means(Metric metric, Tensor measured)
    {
        using var scope = NewDisposeScope();
        return Read(metric, measured.mean([-1]), _ => $"");
    }

    /// <summary>Checks a model's logits before anything is measured against them, [batch, answer, d_vocab_out].</summary>
    /// <exception cref="MetricException">One is NaN.</exception>
    public static void CheckLogits(Metric metric, Tensor logits)
    {
        using var scope = NewDisposeScope();
        var broken = logits.isnan().any(-1).any(-1).cpu().data<bool>().ToArray();
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

    private const string Remedy = "check the weights, and compute in float64 if they are of a type with a small range";

    private static double[] Read(Metric metric, Tensor measured, Func<int, FormattableString> where)
    {
        using var scope = NewDisposeScope();
        var values = measured.to(float64).cpu().data<double>().ToArray();
        for (var i = 0; i < values.Length; i++)
        {
            if (double.IsNaN(values[i]))
            {
                throw new MetricException(
                    FormattableString.Invariant($"the {metric.Name} is not a number (NaN)")
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

namespace Circuitry.Evaluation;

/// <summary>
/// Percentile intervals over resampled prompts. Every statistic sees the same resamples, so that their differences are
/// paired.
/// </summary>
public sealed record Bootstrap
{
    /// <summary>A thousand resamples, seed 0, 95 percent.</summary>
    public static Bootstrap Default { get; } = new();

    /// <summary>Number of resamples.</summary>
    public int Resamples { get; init; } = 1000;

    /// <summary>The seed of the resamples.</summary>
    public int Seed { get; init; }

    /// <summary>The share of resamples between the ends of an interval, between 0 and 1.</summary>
    public double Level { get; init; } = 0.95;

    /// <summary>A statistic over all prompts and its interval.</summary>
    /// <param name="prompts">Number of prompts.</param>
    /// <param name="statistic">Computes the number from prompts, by index, each as often as it was drawn; NaN for undefined.</param>
    /// <exception cref="EvaluationException">There are no prompts, no resamples, or the level is out of range.</exception>
    public Estimate Estimate(int prompts, Func<IReadOnlyList<int>, double> statistic)
    {
        if (prompts < 1 || Resamples < 1 || !(Level > 0 && Level < 1))
        {
            throw new EvaluationException(
                FormattableString.Invariant(
                    $"{prompts} prompts, {Resamples} resamples and level {Level} give no interval; all are at least 1, and the level is between 0 and 1"
                )
            );
        }

        var random = new Random(Seed);
        var drawn = new int[prompts];
        var values = new List<double>(Resamples);
        for (var resample = 0; resample < Resamples; resample++)
        {
            for (var i = 0; i < prompts; i++)
            {
                drawn[i] = random.Next(prompts);
            }

            var value = statistic(drawn);
            if (!double.IsNaN(value))
            {
                values.Add(value);
            }
        }

        values.Sort();
        return new Estimate
        {
            Value = statistic([.. Enumerable.Range(0, prompts)]),
            Lower = Quantile(values, (1 - Level) / 2),
            Upper = Quantile(values, (1 + Level) / 2),
            Level = Level,
            Prompts = prompts,
            Undefined = Resamples - values.Count,
        };
    }

    /// <summary>Linear between order statistics.</summary>
    private static double Quantile(List<double> sorted, double share)
    {
        if (sorted.Count == 0)
        {
            return double.NaN;
        }

        var place = share * (sorted.Count - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, sorted.Count - 1);
        // Equal neighbours may both be infinite, whose difference is not a number.
        return sorted[below] == sorted[above]
            ? sorted[below]
            : sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}

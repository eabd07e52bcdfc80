namespace Circuitry.Evaluation;

/// <summary>Where metrics lie between the empty circuit and the full model, over resampled prompts.</summary>
/// <param name="full">The metric of every prompt of the full model.</param>
/// <param name="empty">The metric of every prompt of the empty circuit.</param>
/// <param name="bootstrap">How intervals are made.</param>
internal sealed class FaithfulnessScale(double[] full, double[] empty, Bootstrap bootstrap)
{
    /// <summary>The metric of every prompt of the full model.</summary>
    public double[] Full => full;

    /// <summary>The metric of every prompt of the empty circuit.</summary>
    public double[] Empty => empty;

    /// <summary>The share of the gap between the empty circuit and the full model over some prompts; NaN where there is none, or an infinite one.</summary>
    public double Over(IReadOnlyList<int> prompts, double[] metric)
    {
        double of = MeanOver(prompts, full),
            from = MeanOver(prompts, empty);
        return of == from || !double.IsFinite(of - from)
            ? double.NaN
            : (MeanOver(prompts, metric) - from) / (of - from);
    }

    /// <summary>The share of the gap, with its interval.</summary>
    public Estimate Faithfulness(double[] metric) => Estimate(prompts => Over(prompts, metric));

    /// <summary>The mean over prompts, with its interval.</summary>
    public Estimate Mean(double[] metric) => Estimate(prompts => MeanOver(prompts, metric));

    public Estimate Estimate(Func<IReadOnlyList<int>, double> statistic) => bootstrap.Estimate(full.Length, statistic);

    /// <summary>A curve through circuits that are measured.</summary>
    public FaithfulnessCurve Curve(IReadOnlyList<MeasuredPoint> measured)
    {
        double[] shares = [.. measured.Select(point => point.Share)];
        return new FaithfulnessCurve
        {
            Full = full.Average(),
            Empty = empty.Average(),
            Points =
            [
                .. measured.Select(point => new FaithfulnessPoint(
                    point.Share,
                    point.Asked,
                    point.Kept,
                    Faithfulness(point.Metric)
                )
                {
                    Completeness = point.Rest is { } rest ? Faithfulness(rest) : null,
                }),
            ],
            PerformanceRatio = Integrated(faithfulness => faithfulness),
            ModelDistance = Integrated(faithfulness => Math.Abs(1 - faithfulness)),
        };

        Estimate Integrated(Func<double, double> height) =>
            Estimate(prompts =>
                FaithfulnessCurve.Area(shares, [.. measured.Select(point => height(Over(prompts, point.Metric)))])
            );
    }

    private static double MeanOver(IReadOnlyList<int> prompts, double[] values)
    {
        var sum = 0.0;
        for (var i = 0; i < prompts.Count; i++)
        {
            sum += values[prompts[i]];
        }

        return sum / prompts.Count;
    }
}

/// <summary>A circuit of a curve as it is measured.</summary>
/// <param name="Share">The share of units asked for.</param>
/// <param name="Asked">The number of units asked for.</param>
/// <param name="Kept">The number of units kept.</param>
/// <param name="Metric">The metric of every prompt.</param>
/// <param name="Rest">The metric of every prompt without the circuit; null where it is not measured.</param>
internal sealed record MeasuredPoint(double Share, int Asked, int Kept, double[] Metric, double[]? Rest = null);

namespace Circuitry.Evaluation;

/// <summary>
/// Measures circuits of one experiment: faithfulness, completeness, minimality, the benchmark's areas, and random circuits to
/// compare with. The full model and the empty circuit are measured once; every number has an interval over prompts.
/// </summary>
public sealed partial class Evaluator
{
    private readonly IMeasured _measured;
    private readonly Bootstrap _bootstrap;
    private readonly Lazy<double[]> _full;
    private readonly Lazy<double[]> _empty;

    /// <summary>Binds an evaluator.</summary>
    /// <param name="measured">The experiment; stays the caller's.</param>
    /// <param name="bootstrap">How intervals are made; null for <see cref="Bootstrap.Default"/>.</param>
    public Evaluator(IMeasured measured, Bootstrap? bootstrap = null)
    {
        _measured = measured;
        _bootstrap = bootstrap ?? Bootstrap.Default;
        _full = new(measured.MeasureFull);
        _empty = new(measured.MeasureEmpty);
    }

    /// <summary>The metric of the full model, the mean over prompts.</summary>
    internal double Full => _full.Value.Average();

    /// <summary>The metric of the empty circuit, the mean over prompts.</summary>
    internal double Empty => _empty.Value.Average();

    /// <summary>Measures a subgraph; its faithfulness is how much of the model's behaviour it is enough for.</summary>
    /// <exception cref="UnitsException">The units are others than the experiment's.</exception>
    public SubgraphMeasure Measure(UnitSet kept)
    {
        var metric = MeasureEach(kept);
        return new SubgraphMeasure
        {
            Kept = kept.Count,
            Metric = Mean(metric),
            Full = Mean(_full.Value),
            Empty = Mean(_empty.Value),
            Faithfulness = Estimate(prompts => FaithfulnessOver(prompts, metric)),
        };
    }

    /// <summary>
    /// Measures what is left of the model without a subgraph: its faithfulness is what the subgraph is not needed for, ideally
    /// 0. A circuit with one of two units that stand in for each other is faithful and not complete.
    /// </summary>
    /// <exception cref="UnitsException">The units are others than the experiment's.</exception>
    public SubgraphMeasure MeasureComplement(UnitSet kept) => Measure(kept.Complement());

    private double[] MeasureEach(UnitSet kept)
    {
        _measured.Units.Require(kept.Units, "the circuit's units");
        return _measured.MeasureEach(kept);
    }

    private double FaithfulnessOver(IReadOnlyList<int> prompts, double[] metric)
    {
        double full = MeanOver(prompts, _full.Value),
            empty = MeanOver(prompts, _empty.Value);
        return full == empty ? double.NaN : (MeanOver(prompts, metric) - empty) / (full - empty);
    }

    private Estimate Mean(double[] metric) => Estimate(prompts => MeanOver(prompts, metric));

    private Estimate Estimate(Func<IReadOnlyList<int>, double> statistic) =>
        _bootstrap.Estimate(_full.Value.Length, statistic);

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

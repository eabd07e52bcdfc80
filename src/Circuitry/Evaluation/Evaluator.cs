namespace Circuitry.Evaluation;

/// <summary>
/// Measures circuits of one experiment, whatever its units: faithfulness, completeness, minimality, curves and the benchmark's
/// areas, and random circuits to compare with. The full model and the empty circuit are measured once; every number has an interval over prompts.
/// </summary>
public sealed partial class Evaluator
{
    private readonly IMeasured _measured;
    private readonly Lazy<FaithfulnessScale> _scale;

    /// <summary>Binds an evaluator.</summary>
    /// <param name="measured">The experiment; stays the caller's.</param>
    /// <param name="bootstrap">How intervals are made; null for <see cref="Bootstrap.Default"/>.</param>
    public Evaluator(IMeasured measured, Bootstrap? bootstrap = null)
    {
        _measured = measured;
        _scale = new(() => new(measured.MeasureFull(), measured.MeasureEmpty(), bootstrap ?? Bootstrap.Default));
    }

    /// <summary>The metric of the full model, the mean over prompts.</summary>
    public double Full => Scale.Full.Average();

    /// <summary>The metric of the empty circuit, the mean over prompts.</summary>
    public double Empty => Scale.Empty.Average();

    /// <summary>Measures a subgraph; its faithfulness is how much of the model's behaviour it is enough for.</summary>
    /// <exception cref="UnitsException">The units are others than the experiment's.</exception>
    public SubgraphMeasure Measure(UnitSet kept)
    {
        var metric = MeasureEach(kept);
        return new SubgraphMeasure
        {
            Kept = kept.Count,
            Metric = Scale.Mean(metric),
            Full = Scale.Mean(Scale.Full),
            Empty = Scale.Mean(Scale.Empty),
            Faithfulness = Scale.Faithfulness(metric),
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

    private FaithfulnessScale Scale => _scale.Value;
}

namespace Circuitry;

/// <summary>Measures sets of units on each prompt: an experiment, or a rule in place of one.</summary>
public interface IMeasured
{
    /// <summary>All units there are.</summary>
    Units Units { get; }

    /// <summary>The metric that is measured.</summary>
    Metric Metric { get; }

    /// <summary>The metric of every prompt when only these units are kept.</summary>
    double[] MeasureEach(UnitSet kept);

    /// <summary>The metric of every prompt of the full model, the upper end of faithfulness.</summary>
    double[] MeasureFull() => MeasureEach(UnitSet.All(Units));

    /// <summary>The metric of every prompt of the empty circuit, the lower end of faithfulness.</summary>
    double[] MeasureEmpty() => MeasureEach(UnitSet.None(Units));

    /// <summary>Whether a unit, by index, can be removed at all, and so counts towards a circuit's size.</summary>
    bool Counts(int unit) => true;
}

namespace Circuitry;

/// <summary>Measures sets of units on each prompt: an experiment, or a rule in place of one.</summary>
public interface IMeasured
{
    /// <summary>All units there are.</summary>
    Units Units { get; }

    /// <summary>What is measured.</summary>
    Metric Metric { get; }

    /// <summary>The metric of every prompt when only these units are kept.</summary>
    double[] MeasureEach(UnitSet kept);
}

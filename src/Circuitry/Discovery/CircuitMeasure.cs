namespace Circuitry.Discovery;

/// <summary>The metric, the mean over prompts, of three sets of units.</summary>
public sealed record CircuitMeasure
{
    /// <summary>The metric's name.</summary>
    public required string Metric { get; init; }

    /// <summary>With every unit kept.</summary>
    public required double Full { get; init; }

    /// <summary>With the circuit's units kept.</summary>
    public required double Circuit { get; init; }

    /// <summary>With no unit kept.</summary>
    public required double Empty { get; init; }

    /// <summary>The share of the gap between the empty and the full circuit that this one closes; NaN when there is no gap, or an infinite one.</summary>
    public double Faithfulness =>
        Full == Empty || !double.IsFinite(Full - Empty) ? double.NaN : (Circuit - Empty) / (Full - Empty);
}

namespace Circuitry.Discovery;

/// <summary>Options of ACDC at many thresholds.</summary>
public sealed record AcdcSweepOptions : AcdcSettings
{
    /// <summary>The thresholds, all different, in the metric's units.</summary>
    public required IReadOnlyList<double> Thresholds { get; init; }
}

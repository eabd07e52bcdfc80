namespace Circuitry.Discovery;

/// <summary>Options of ACDC at one threshold.</summary>
public sealed record AcdcOptions : AcdcSettings
{
    /// <summary>A unit goes when its removal raises the loss by less than this, in the metric's units.</summary>
    public required double Threshold { get; init; }
}

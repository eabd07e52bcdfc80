namespace Circuitry.Discovery;

/// <summary>Options of ACDC's stability; its own <see cref="AcdcSettings.Order"/> is not used.</summary>
public sealed record AcdcStabilityOptions : AcdcSettings
{
    /// <summary>A unit goes when its removal raises the loss by less than this, in the metric's units.</summary>
    public required double Threshold { get; init; }

    /// <summary>Number of orders that are drawn.</summary>
    public int Orders { get; init; } = 10;

    /// <summary>The seed of the first order; the others have the seeds that follow.</summary>
    public int Seed { get; init; }
}

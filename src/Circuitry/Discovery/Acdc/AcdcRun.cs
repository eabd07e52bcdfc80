namespace Circuitry.Discovery;

/// <summary>One threshold of a sweep.</summary>
public sealed record AcdcRun
{
    /// <summary>The threshold.</summary>
    public required double Threshold { get; init; }

    /// <summary>The outcome of the search at this threshold.</summary>
    public required SweepStatus Status { get; init; }

    /// <summary>Its circuit; null where the search did not end.</summary>
    public Circuit? Circuit { get; init; }

    /// <summary>
    /// Every threshold above this one, up to <see cref="UpTo"/>, leads to the same decisions; null where the search did not end.
    /// </summary>
    public double? Above { get; init; }

    /// <summary>The highest threshold that leads to the same decisions; null where the search did not end.</summary>
    public double? UpTo { get; init; }
}

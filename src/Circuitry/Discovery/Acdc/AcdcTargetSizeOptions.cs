namespace Circuitry;

/// <summary>How ACDC looks for a circuit of a size.</summary>
public sealed record AcdcTargetSizeOptions : AcdcSettings
{
    /// <summary>How many units the circuit may have.</summary>
    public required int Most { get; init; }

    /// <summary>How many thresholds are tried together.</summary>
    public int ThresholdsPerRound { get; init; } = 8;

    /// <summary>How often the thresholds between a circuit that is too large and one that fits are narrowed down, at most.</summary>
    public int Rounds { get; init; } = 8;
}

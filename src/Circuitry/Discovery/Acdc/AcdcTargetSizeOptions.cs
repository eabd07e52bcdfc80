namespace Circuitry.Discovery;

/// <summary>How ACDC looks for a circuit of a size.</summary>
public sealed record AcdcTargetSizeOptions : AcdcSettings
{
    /// <summary>How many units the circuit may have.</summary>
    public required int Most { get; init; }

    /// <summary>How often the thresholds between a circuit that is too large and one that fits are narrowed down, at most.</summary>
    public int Rounds { get; init; } = 20;

    /// <summary>How many thresholds a round tries; 1 halves the bracket, more cut it into more parts and share what they can.</summary>
    public int ThresholdsPerRound { get; init; } = 1;
}

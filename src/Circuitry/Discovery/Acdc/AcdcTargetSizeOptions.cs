namespace Circuitry.Discovery;

/// <summary>Options of ACDC for a circuit of a given size.</summary>
public sealed record AcdcTargetSizeOptions : AcdcSettings
{
    /// <summary>The greatest number of units of the circuit.</summary>
    public required int Most { get; init; }

    /// <summary>The greatest number of rounds that narrow the bracket between a circuit that is too large and one that fits.</summary>
    public int Rounds { get; init; } = 20;

    /// <summary>Number of thresholds that a round tries; 1 halves the bracket, more cut it into more parts and share what they can.</summary>
    public int ThresholdsPerRound { get; init; } = 1;
}

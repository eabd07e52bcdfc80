namespace Circuitry.Discovery;

/// <summary>How far several ACDC searches have come.</summary>
public sealed record AcdcRunsProgress
{
    /// <summary>Searches done.</summary>
    public required int Finished { get; init; }

    /// <summary>Searches in all; for a search for a size, those asked for so far.</summary>
    public required int Total { get; init; }

    /// <summary>How many searches run as one, since they have made the same decisions so far.</summary>
    public required int Together { get; init; }

    /// <summary>The search under way; its counts of rounds and the time are those of all searches.</summary>
    public required AcdcProgress Search { get; init; }
}

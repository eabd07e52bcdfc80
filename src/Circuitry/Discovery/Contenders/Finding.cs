namespace Circuitry.Discovery;

/// <summary>What an algorithm found: scores of all units, or circuits at several settings.</summary>
internal sealed record Finding
{
    /// <summary>The scores, by unit; null of a search.</summary>
    public double[]? Scores { get; init; }

    /// <summary>What made the scores; null of a search.</summary>
    public CircuitMethod? ScoredBy { get; init; }

    /// <summary>The circuits; null of a scoring.</summary>
    public FoundCircuit[]? Circuits { get; init; }

    /// <summary>Why there is neither; null where there is.</summary>
    public string? Failure { get; init; }

    /// <summary>The time it took, in seconds.</summary>
    public double Seconds { get; init; }
}

/// <summary>A circuit at one setting.</summary>
/// <param name="Setting">The setting.</param>
/// <param name="Units">Its units, ascending.</param>
/// <param name="Missed">By how much it missed what it was asked for, in words; null where it did not.</param>
internal sealed record FoundCircuit(double Setting, int[] Units, string? Missed = null);

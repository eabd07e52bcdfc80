namespace Circuitry.Discovery;

/// <summary>The findings of an algorithm: scores of all units, or circuits at several settings.</summary>
internal sealed record Finding
{
    /// <summary>The scores, by unit; null of a search.</summary>
    public double[]? Scores { get; init; }

    /// <summary>The method that computed the scores; null for a search.</summary>
    public CircuitMethod? ScoredBy { get; init; }

    /// <summary>The circuits; null of a scoring.</summary>
    public FoundCircuit[]? Circuits { get; init; }

    /// <summary>The reason why there are neither scores nor circuits; null where there are.</summary>
    public string? Failure { get; init; }

    /// <summary>The time it took, in seconds.</summary>
    public double Seconds { get; init; }
}

/// <summary>A circuit at one setting.</summary>
/// <param name="Setting">The setting.</param>
/// <param name="Units">Its units, ascending.</param>
/// <param name="Missed">By how much it missed what it was asked for, in words; null where it did not.</param>
internal sealed record FoundCircuit(double Setting, int[] Units, string? Missed = null);

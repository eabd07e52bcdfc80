namespace Circuitry.Generators;

/// <summary>What a program knows of an experiment that it runs by name.</summary>
internal sealed record Listing
{
    /// <summary>The name that the attribute gives; null for the class's.</summary>
    public required string? Name { get; init; }

    /// <summary>One line about it; null where the attribute has none.</summary>
    public required string? Summary { get; init; }

    /// <summary>The threshold at which ACDC runs; null where the attribute has none.</summary>
    public required double? Threshold { get; init; }

    /// <summary>Whether it runs only when named.</summary>
    public required bool OnlyByName { get; init; }

    /// <summary>Where the model's weights are; null where they must be given.</summary>
    public required string? Weights { get; init; }

    /// <summary>Whether the model makes its weights.</summary>
    public required bool MakesWeights { get; init; }

    /// <summary>Whether the circuit is known.</summary>
    public required bool KnowsCircuit { get; init; }

    /// <summary>Whether it has texts of its own.</summary>
    public required bool HasCorpus { get; init; }

    /// <summary>Whether another class of the project can name it.</summary>
    public required bool CanBeNamed { get; init; }
}

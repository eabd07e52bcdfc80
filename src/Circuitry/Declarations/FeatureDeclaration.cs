namespace Circuitry;

/// <summary>What the attributes of a feature experiment say, as data.</summary>
public sealed record FeatureDeclaration : Declaration
{
    /// <summary>What stands in for a removed feature.</summary>
    public required Ablation Ablation { get; init; }

    /// <summary>The metric class.</summary>
    public required string Metric { get; init; }

    /// <summary>Whether a feature at one position and at another are two nodes.</summary>
    public required bool SplitPositions { get; init; }

    /// <summary>The manifest of the dictionaries, as the declaration names it.</summary>
    public required string Dictionaries { get; init; }
}

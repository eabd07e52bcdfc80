using System.Text.Json.Serialization;

namespace Circuitry;

/// <summary>What the attributes of a feature experiment say, as data.</summary>
public sealed record FeatureDeclaration : Declaration
{
    /// <summary>The name of the ablation, which says what replaces a removed feature: Interchange, Zero, Mean or a class of your own.</summary>
    [JsonConverter(typeof(AblationName))]
    public required string Ablation { get; init; }

    /// <summary>The metric class.</summary>
    public required string Metric { get; init; }

    /// <summary>Whether a feature at one position and at another are two nodes.</summary>
    public required bool SplitPositions { get; init; }

    /// <summary>The manifest of the dictionaries, as the declaration names it.</summary>
    public required string Dictionaries { get; init; }
}

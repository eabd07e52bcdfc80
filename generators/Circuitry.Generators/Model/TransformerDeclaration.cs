namespace Circuitry.Generators;

/// <summary>A class with [Transformer], as far as its own source tells.</summary>
internal sealed record TransformerDeclaration
{
    /// <summary>The class.</summary>
    public required TypeHierarchy Type { get; init; }

    /// <summary>Where its architecture comes from.</summary>
    public required ArchitectureSource Source { get; init; }
}

namespace Circuitry.Generators;

/// <summary>A model class to write.</summary>
internal sealed record TransformerSpec
{
    /// <summary>The class.</summary>
    public required TypeHierarchy Type { get; init; }

    /// <summary>Its architecture.</summary>
    public required Architecture Architecture { get; init; }

    /// <summary>The class that declares its family, with <c>global::</c>; null for a family of Circuitry's.</summary>
    public string? FamilyClass { get; init; }

    /// <summary>The <c>config.json</c> that the declaration names, or <c>declaration</c>.</summary>
    public required string Source { get; init; }
}

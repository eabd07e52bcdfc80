namespace Circuitry.Generators;

/// <summary>Where a declaration takes its architecture from: a file or its own properties, exactly one of the two.</summary>
internal sealed record ArchitectureSource
{
    /// <summary>The <c>config.json</c> that the declaration names, with forward slashes.</summary>
    public string? Config { get; init; }

    /// <summary>What the declaration states beside the <c>config.json</c>.</summary>
    public EquatableArray<StatedSwitch> Stated { get; init; }

    /// <summary>The family that the declaration names; null for one of Circuitry's.</summary>
    public FamilyDeclaration? Family { get; init; }

    /// <summary>The class that declares the family, with <c>global::</c>; null for none.</summary>
    public string? FamilyClass { get; init; }

    /// <summary>The architecture that the declaration spells out.</summary>
    public Architecture? Declared { get; init; }
}

namespace Circuitry.Generators;

/// <summary>Where a declaration takes its architecture from: exactly one of the two is given.</summary>
internal sealed record ArchitectureSource
{
    /// <summary>The <c>config.json</c> that the declaration names, with forward slashes.</summary>
    public string? Config { get; init; }

    /// <summary>What the declaration adds to the <c>config.json</c>; null where it adds nothing.</summary>
    public StatedBiases? Biases { get; init; }

    /// <summary>The architecture that the declaration spells out.</summary>
    public Architecture? Declared { get; init; }
}

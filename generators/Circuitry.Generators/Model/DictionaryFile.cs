namespace Circuitry.Generators;

/// <summary>A <c>dictionaries.json</c> among the project's AdditionalFiles.</summary>
internal sealed record DictionaryFile
{
    /// <summary>The path, with forward slashes.</summary>
    public required string Path { get; init; }

    /// <summary>The dictionaries it lists, in forward order; empty if there is an <see cref="Error"/>.</summary>
    public EquatableArray<DeclaredDictionary> Dictionaries { get; init; } = EquatableArray<DeclaredDictionary>.Empty;

    /// <summary>Why the file cannot be read; null if it can.</summary>
    public string? Error { get; init; }
}

/// <summary>A dictionary that a manifest lists.</summary>
/// <param name="Site">The site.</param>
/// <param name="InputWidth">d_in.</param>
/// <param name="Width">d_sae.</param>
internal sealed record DeclaredDictionary(FeatureSite Site, int InputWidth, int Width);

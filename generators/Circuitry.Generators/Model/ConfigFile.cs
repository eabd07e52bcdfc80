namespace Circuitry.Generators;

/// <summary>A JSON file among the project's AdditionalFiles, read as a model configuration.</summary>
internal sealed record ConfigFile
{
    /// <summary>The path, with forward slashes.</summary>
    public required string Path { get; init; }

    /// <summary>The text, for families that a project declares; null where the file is no JSON object.</summary>
    public string? Text { get; init; }

    /// <summary>The architecture; null if there is an <see cref="Error"/>.</summary>
    public Architecture? Architecture { get; init; }

    /// <summary>Why the file cannot be read as an architecture; null if it can.</summary>
    public ConfigError? Error { get; init; }
}

/// <summary>Why a file cannot be read as an architecture.</summary>
internal sealed record ConfigError
{
    /// <summary>The field at fault; null when the text is not JSON at all.</summary>
    public required string? Field { get; init; }

    /// <summary>What is wrong, and where.</summary>
    public required string Problem { get; init; }
}

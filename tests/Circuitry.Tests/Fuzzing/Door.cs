namespace Circuitry.Tests;

/// <summary>How a file is spelt, which decides how it can be mutated.</summary>
internal enum Spelling
{
    Json,
    JsonLines,
    Lines,
    Safetensors,
    Binary,
}

/// <summary>A way into the library that reads a file of a user's.</summary>
/// <param name="Kind">What kind of file it reads.</param>
/// <param name="Name">What the reader and the valid file are.</param>
/// <param name="File">The file that is mutated, in a folder.</param>
/// <param name="Spelling">How it is spelt.</param>
/// <param name="Write">Writes valid files to a folder.</param>
/// <param name="Read">
/// Reads the folder and uses what was read, as text that two results share exactly when they are equal. Where there is a writer,
/// it writes the result, reads it again and finds the same.
/// </param>
internal sealed record Door(
    string Kind,
    string Name,
    string File,
    Spelling Spelling,
    Action<TemporaryFolder> Write,
    Func<TemporaryFolder, string> Read
)
{
    /// <summary>Whether the file may be missing, as a checkpoint before the first run is.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Whether reading writes to the folder, so that its files are written anew each time.</summary>
    public bool Changes { get; init; }

    /// <summary>Whether it reads much, so that fewer mutations must do.</summary>
    public bool IsSlow { get; init; }

    /// <summary>Whether fields that are not known are passed over, because none can change the result.</summary>
    public bool TakesAnyField { get; init; }

    /// <summary>A pattern of the places whose values change no result.</summary>
    public string Harmless { get; init; } = "(?!)";

    public override string ToString() => $"{Kind}: {Name}, {File}";
}

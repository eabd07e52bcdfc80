namespace Circuitry.Generators;

/// <summary>A text that can replace the code that a diagnostic marks.</summary>
/// <param name="Kind">The kind of replacement; a fix of all occurrences applies one kind.</param>
/// <param name="Title">The title in the editor.</param>
/// <param name="Text">The text.</param>
internal sealed record Replacement(string Kind, string Title, string Text);

namespace Circuitry.Generators;

/// <summary>A text that can stand in place of what a diagnostic marks.</summary>
/// <param name="Kind">What all replacements of one kind have in common; a fix of all occurrences applies one kind.</param>
/// <param name="Title">What the editor shows.</param>
/// <param name="Text">The text.</param>
internal sealed record Replacement(string Kind, string Title, string Text);

namespace Circuitry.Datasets;

/// <summary>A piece of a prompt and the group of positions that it is in.</summary>
/// <param name="Text">The piece, with the space that it starts with, if it does.</param>
/// <param name="Group">The group's label.</param>
public readonly record struct TextPiece(string Text, string Group);

namespace Circuitry.Datasets;

/// <summary>The origin of a pattern, for messages.</summary>
/// <param name="File">The file.</param>
/// <param name="Member">The member of the file; null where the file implies it.</param>
internal sealed record PatternSource(string File, string? Member);

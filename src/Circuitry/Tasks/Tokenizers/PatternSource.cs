namespace Circuitry.Datasets;

/// <summary>Where a pattern is said, for messages.</summary>
/// <param name="File">The file.</param>
/// <param name="Member">The member of the file; null where the file implies it.</param>
internal sealed record PatternSource(string File, string? Member);

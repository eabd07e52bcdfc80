namespace Circuitry.Reports;

/// <summary>Writes the text of circuit files; errors name the file.</summary>
internal static class CircuitFile
{
    /// <summary>Writes a file atomically (temporary file, then rename); creates the folder.</summary>
    /// <exception cref="CircuitFileException">It cannot be written; an older one is untouched.</exception>
    public static void Write(string path, string text)
    {
        try
        {
            AtomicFile.WriteAllText(path, text);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CircuitFileException(
                path,
                null,
                "a place that can be written",
                e.Message,
                "Free space or name another place; an older file is untouched.",
                e
            );
        }
    }
}

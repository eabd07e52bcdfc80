namespace Circuitry;

/// <summary>Reads and writes the text of circuit files; whatever goes wrong names the file.</summary>
internal static class CircuitFile
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="CircuitFileException">There is no such file, or it cannot be read.</exception>
    public static byte[] Read(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CircuitFileException(path, null, "a circuit file", "no such file", "Check the path.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CircuitFileException(
                path,
                null,
                "a file that can be read",
                e.Message,
                "Check that the path is a file and who may read it.",
                e
            );
        }
    }

    /// <summary>Writes a file beside and renames it; makes the folder if there is none.</summary>
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

namespace Circuitry.Experiments;

/// <summary>Writes text atomically (temporary file, then rename), so that concurrent readers see a whole file.</summary>
internal static class WholeFile
{
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, string text)
    {
        var partial = path + ".partial";
        try
        {
            File.WriteAllText(partial, text);
            File.Move(partial, path, overwrite: true);
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
    }
}

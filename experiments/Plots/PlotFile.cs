namespace Circuitry.Experiments;

/// <summary>Writes drawings.</summary>
internal static class PlotFile
{
    /// <summary>Writes beside the path and renames.</summary>
    /// <exception cref="CommandException">The file cannot be written.</exception>
    public static void Write(string svg, string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            File.WriteAllText(path + ".partial", svg);
            File.Move(path + ".partial", path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{path} cannot be written: {e.Message}");
        }
    }
}

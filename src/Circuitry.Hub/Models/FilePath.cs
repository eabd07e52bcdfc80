namespace Circuitry.Hub;

/// <summary>Paths in a repository, which become paths on this disk.</summary>
internal static class FilePath
{
    /// <summary>Whether a path stays in its folder on every system.</summary>
    public static bool IsSafe(string path) =>
        path.Length is > 0 and <= 1024
        && !path.Any(character => char.IsControl(character) || character is '\\' or ':')
        && path.Split('/').All(part => part.Length > 0 && part is not ("." or ".."));
}

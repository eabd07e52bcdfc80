namespace Circuitry.Generators;

/// <summary>Compares paths the way a reader does: by their ends, folder by folder.</summary>
internal static class ConfigPath
{
    public static string Normalise(string path)
    {
        var normal = path.Trim().Replace('\\', '/');
        while (normal.StartsWith("./", StringComparison.Ordinal))
        {
            normal = normal.Substring(2);
        }

        return normal;
    }

    /// <summary>Whether a file's path ends with a named one, at a folder's boundary.</summary>
    public static bool EndsWith(string path, string named) =>
        named.Length > 0
        && path.EndsWith(named, StringComparison.Ordinal)
        && (path.Length == named.Length || named[0] == '/' || path[path.Length - named.Length - 1] == '/');

    /// <summary>Whether what is named is a model on the hub, <c>owner/name</c>, perhaps with <c>@</c> and a revision, and no file.</summary>
    public static bool IsModel(string named) =>
        ModelOf(named).Split('/') is [{ Length: > 0 }, { Length: > 0 }]
        && !named.EndsWith(".json", StringComparison.OrdinalIgnoreCase);

    /// <summary>The ends of paths at which the named configuration may lie: of a model, in the folder of its name, with its owner's or without.</summary>
    public static IReadOnlyList<string> Ends(string named) =>
        IsModel(named) ? [$"{ModelOf(named)}/config.json", $"{ModelOf(named).Split('/')[1]}/config.json"] : [named];

    private static string ModelOf(string named) => named.Split('@')[0];

    /// <summary>The ends of paths, as many folders as a named path has, nearest to it first.</summary>
    public static IReadOnlyList<string> Nearest(IEnumerable<string> paths, string named)
    {
        var folders = named.Count(letter => letter == '/');
        return
        [
            .. paths
                .Select(path => Tail(path, folders + 1))
                .Distinct()
                .OrderBy(tail => Similarity.Distance(tail, named))
                .ThenBy(tail => tail, StringComparer.Ordinal),
        ];
    }

    /// <summary>The last so many parts of a path: enough to recognise it, and the same on every machine.</summary>
    public static string Tail(string path, int parts)
    {
        var all = path.Split('/');
        return string.Join("/", all.Skip(Math.Max(0, all.Length - parts)));
    }
}

namespace Circuitry.Docs.Tests;

/// <summary>The repository that the tests were built in, and its pages.</summary>
internal static class Repository
{
    /// <summary>Its root.</summary>
    public static string Root { get; } = RepositoryRoot.Find();

    /// <summary>The pages whose blocks are programs, as paths from the root; those of single diagnostics show what is wrong.</summary>
    public static IReadOnlyList<string> Pages { get; } =
    [
        "README.md",
        .. Directory
            .EnumerateFiles(Path.Combine(Root, "docs"), "*.md")
            .Select(path => $"docs/{Path.GetFileName(path)}")
            .Order(StringComparer.Ordinal),
        "docs/diagnostics/README.md",
    ];

    /// <summary>All pages.</summary>
    public static IReadOnlyList<string> AllPages { get; } =
    [
        .. Pages,
        .. Directory
            .EnumerateFiles(Path.Combine(Root, "docs", "diagnostics"), "CIR*.md")
            .Select(path => $"docs/diagnostics/{Path.GetFileName(path)}")
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>All files of code, as paths from the root.</summary>
    public static IReadOnlyList<string> Sources { get; } =
    [
        .. new[] { "src", "generators", "experiments", "tests" }
            .SelectMany(folder =>
                Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            )
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => !path.Contains("/bin/") && !path.Contains("/obj/")),
    ];

    /// <summary>The text of a page.</summary>
    public static string Text(string page) => File.ReadAllText(Path.Combine(Root, page)).ReplaceLineEndings("\n");
}

namespace Circuitry.Packages.Tests;

/// <summary>The repository that the tests were built in.</summary>
internal static class Repository
{
    private static readonly HashSet<string> Left =
    [
        ".git",
        ".vs",
        ".idea",
        "bin",
        "obj",
        "feed",
        "results",
        "TestResults",
    ];

    /// <summary>Its root.</summary>
    public static string Root { get; } = RepositoryRoot.Find();

    /// <summary>Copies what a fresh clone has: all but what builds and runs have left.</summary>
    public static void CopyTo(string folder) => Copy(new DirectoryInfo(Root), Directory.CreateDirectory(folder));

    private static void Copy(DirectoryInfo from, DirectoryInfo to)
    {
        foreach (var file in from.EnumerateFiles())
        {
            file.CopyTo(Path.Combine(to.FullName, file.Name));
        }

        foreach (var folder in from.EnumerateDirectories().Where(folder => !Left.Contains(folder.Name)))
        {
            Copy(folder, to.CreateSubdirectory(folder.Name));
        }
    }
}

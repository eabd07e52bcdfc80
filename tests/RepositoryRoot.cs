namespace Circuitry.TestKit;

/// <summary>The repository that the tests run in.</summary>
internal static class RepositoryRoot
{
    /// <summary>Finds the folder that has Dsl.sln.</summary>
    public static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Dsl.sln")))
        {
            folder =
                folder.Parent
                ?? throw new InvalidOperationException("these tests run inside the repository, whose root has Dsl.sln");
        }

        return folder.FullName;
    }
}

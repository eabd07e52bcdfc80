namespace Circuitry.Packages.Tests;

/// <summary>The folder in which NuGet unpacks packages, and from which every build takes them.</summary>
internal static class PackageCache
{
    /// <summary>The folder.</summary>
    public static string Folder { get; } =
        Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Home, ".nuget", "packages");

    /// <summary>The file in which NuGet keeps the user's sources.</summary>
    public static string Configuration { get; } =
        OperatingSystem.IsWindows()
            ? Path.Combine(
                Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData),
                "NuGet",
                "NuGet.Config"
            )
            : Path.Combine(Home, ".nuget", "NuGet", "NuGet.Config");

    private static string Home => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    /// <summary>Deletes what was unpacked of a version of ours.</summary>
    public static void Forget(string version)
    {
        foreach (var package in new[] { "circuitry", "circuitry.testing" })
        {
            var cached = Path.Combine(Folder, package, version);
            if (Directory.Exists(cached))
            {
                Directory.Delete(cached, recursive: true);
            }
        }
    }
}

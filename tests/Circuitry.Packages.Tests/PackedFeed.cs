using System.IO.Compression;

namespace Circuitry.Packages.Tests;

/// <summary>
/// The packages, packed to a folder outside of the repository under a version of their own, so that no cache can stand in
/// for them. Everything else comes from the sources that the machine is configured with.
/// </summary>
public sealed class PackedFeed : IDisposable
{
    private const string Configuration =
#if DEBUG
        "Debug";
#else
        "Release";
#endif

    private readonly string _root = Directory.CreateTempSubdirectory("circuitry-packages-").FullName;

    public PackedFeed()
    {
        foreach (
            var project in new[]
            {
                "Circuitry",
                "Circuitry.Hub",
                "Circuitry.App",
                "Circuitry.Testing",
                "Circuitry.Templates",
            }
        )
        {
            Dotnet.Run(
                Path.Combine(Repository.Root, "src", project),
                "pack",
                "--no-build",
                "-c",
                Configuration,
                "-o",
                Feed,
                $"-p:PackageVersion={Version}"
            );
        }

        File.WriteAllText(
            Path.Combine(_root, "NuGet.config"),
            $"""<configuration><packageSources><add key="packed" value="{Feed}" /></packageSources></configuration>"""
        );
    }

    /// <summary>The version of the packages.</summary>
    public string Version { get; } = $"0.1.0-test.{Guid.NewGuid():N}";

    private string Feed => Path.Combine(_root, "feed");

    /// <summary>A new folder in which packages are found.</summary>
    public string Folder(string name) => Directory.CreateDirectory(Path.Combine(_root, name)).FullName;

    /// <summary>The path of a package.</summary>
    public string PathOf(string package) => Path.Combine(Feed, $"{package}.{Version}.nupkg");

    /// <summary>The files in a package, in order, without those of the format.</summary>
    public IEnumerable<string> Contents(string package)
    {
        using var archive = ZipFile.OpenRead(PathOf(package));
        return
        [
            .. archive
                .Entries.Select(entry => entry.FullName)
                .Where(name => !name.StartsWith('_') && !name.StartsWith("package/") && !name.StartsWith('['))
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>Copies the source of a consumer and puts the version in.</summary>
    public void Write(string consumer, string path, Func<string, string>? change = null)
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Consumers", consumer));
        text = text.Replace("CIRCUITRY_VERSION", Version, StringComparison.Ordinal);
        File.WriteAllText(path, change?.Invoke(text) ?? text);
    }

    /// <summary>Copies a folder of sources and puts the version into its project.</summary>
    public void WriteAll(string consumer, string folder)
    {
        var root = Path.Combine(AppContext.BaseDirectory, "Consumers", consumer);
        foreach (var file in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories))
        {
            var path = Path.Combine(folder, Path.GetRelativePath(root, file));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            Write(file, path.EndsWith(".txt", StringComparison.Ordinal) ? path[..^".txt".Length] : path);
        }
    }

    public void Dispose()
    {
        Directory.Delete(_root, recursive: true);
        PackageCache.Forget(Version);
    }
}

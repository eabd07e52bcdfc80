using System.Globalization;
using Circuitry.Docs.Tests;

namespace Circuitry.Packages.Tests;

/// <summary>
/// Somebody who has cloned the repository and pastes what its pages say, on a machine where nothing was installed before:
/// templates, sources and programs of one file go into a home of their own. Packages of others come from the machine's cache.
/// </summary>
public sealed class Newcomer : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("circuitry-newcomer-").FullName;

    public Newcomer()
    {
        Repository.CopyTo(Clone);
        if (File.Exists(PackageCache.Configuration))
        {
            var configuration = PathOf("home", ".nuget", "NuGet", "NuGet.Config");
            Directory.CreateDirectory(Path.GetDirectoryName(configuration)!);
            File.Copy(PackageCache.Configuration, configuration);
        }

        Started = Paste(Clone, Page.Shell(Section("README.md", "## In a project of your own")));
    }

    /// <summary>What the commands have printed that the README gives for a project of one's own.</summary>
    public string Started { get; }

    /// <summary>The root of the clone.</summary>
    public string Clone => PathOf("clone");

    // A cache that has 0.1.0 would stand in for what is packed here.
    private string Version { get; } =
        string.Create(CultureInfo.InvariantCulture, $"0.1.{Random.Shared.Next(1, int.MaxValue)}");

    /// <summary>A path beside the clone.</summary>
    public string PathOf(params string[] parts) => Path.Combine([_root, .. parts]);

    /// <summary>A page of the repository, from a heading on up to the next one of its level.</summary>
    public static string Section(string page, string heading)
    {
        var text = Text(page);
        var section = text[(text.IndexOf(heading + "\n", StringComparison.Ordinal) + heading.Length)..];
        var next = section.IndexOf("\n## ", StringComparison.Ordinal);
        return next < 0 ? section : section[..next];
    }

    /// <summary>A page of the repository.</summary>
    public static string Text(string page) =>
        File.ReadAllText(Path.Combine(Repository.Root, page)).ReplaceLineEndings("\n");

    /// <summary>Pastes commands into a shell; each must succeed.</summary>
    /// <returns>What they print.</returns>
    public string Paste(string folder, string commands)
    {
        Assert.NotEmpty(commands);
        var (exitCode, output) = Dotnet.RunProgram(
            "sh",
            folder,
            new()
            {
                ["DOTNET_CLI_HOME"] = PathOf("home"),
                ["DOTNET_NOLOGO"] = "1",
                ["NUGET_PACKAGES"] = PackageCache.Folder,
                ["XDG_DATA_HOME"] = PathOf("home", "data"),
                ["PackageVersion"] = Version,
            },
            "-ec",
            commands
        );
        Assert.True(exitCode == 0, $"{commands}\nended with {exitCode}:\n{output}");
        return output.ReplaceLineEndings("\n");
    }

    /// <summary>Saves a file beside the clone; the version that a page gives becomes that of the packages.</summary>
    public void Write(string text, params string[] parts)
    {
        var path = PathOf(parts);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text.Replace("Circuitry@0.1.0", $"Circuitry@{Version}", StringComparison.Ordinal));
    }

    public void Dispose()
    {
        Directory.Delete(_root, recursive: true);
        PackageCache.Forget(Version);
    }
}

using System.Diagnostics;
using System.Text;

namespace Circuitry.Tests;

/// <summary>What can lie in a file's place.</summary>
internal static class NonFile
{
    private static readonly Dictionary<string, Action<string>> Makers = new(StringComparer.Ordinal)
    {
        ["nothing"] = _ => { },
        ["a folder"] = path => Directory.CreateDirectory(path),
        ["a link to nothing"] = path => File.CreateSymbolicLink(path, path + ".gone"),
        ["a link to itself"] = path => File.CreateSymbolicLink(path, path),
        ["a pipe"] = path => Run("mkfifo", path),
        ["a device"] = path => File.CreateSymbolicLink(path, "/dev/zero"),
        ["an empty file"] = path => File.WriteAllBytes(path, []),
        ["a file of a tebibyte"] = MakeHuge,
        ["a pointer of git-lfs"] = path =>
            File.WriteAllBytes(
                path,
                Encoding.UTF8.GetBytes("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 3\n")
            ),
        ["a file that nobody may read"] = path =>
        {
            File.WriteAllText(path, "{}");
            Run("chmod", "000", path);
        },
    };

    public static TheoryData<string> Kinds => [.. Makers.Keys];

    /// <summary>Why a kind cannot be made here; null where it can.</summary>
    public static string? Hindrance(string kind) =>
        !OperatingSystem.IsLinux() ? "links, pipes, devices and permissions are those of Linux"
        : kind == "a file that nobody may read" && Environment.UserName == "root" ? "root may read every file"
        : null;

    /// <summary>Puts one in the place of a file.</summary>
    public static void Make(string kind, string path)
    {
        File.Delete(path);
        Makers[kind](path);
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    private static void MakeHuge(string path)
    {
        using var stream = File.Create(path);
        stream.SetLength(1L << 40);
    }
}

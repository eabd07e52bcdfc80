using System.Diagnostics;

namespace Circuitry.Tests;

/// <summary>A file system of a few kilobytes in memory, gone afterwards. Skips the test where it cannot be mounted.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private SmallDisk() { }

    public string Path => _folder.Path;

    public IEnumerable<string> Files =>
        Directory.GetFiles(Path).Select(file => System.IO.Path.GetFileName(file)).Order();

    public static SmallDisk Mount(int kilobytes)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "a small disk is mounted on Linux only");
        var disk = new SmallDisk();
        if (Run("mount", "-t", "tmpfs", "-o", $"size={kilobytes}k", "none", disk.Path) is { } error)
        {
            disk._folder.Dispose();
            Skip.If(true, $"a small disk cannot be mounted here: {error}");
        }

        return disk;
    }

    /// <summary>Takes all the space that is left.</summary>
    public void Fill(string name)
    {
        try
        {
            using var file = new FileStream(
                System.IO.Path.Combine(Path, name),
                FileMode.CreateNew,
                FileAccess.Write,
                FileShare.None,
                1
            );
            var page = new byte[4096];
            while (true)
            {
                file.Write(page);
            }
        }
        catch (IOException)
        {
            // Full, as was asked for.
        }
    }

    /// <summary>Makes it larger.</summary>
    public void Grow(int kilobytes) => Assert.Null(Run("mount", "-o", $"remount,size={kilobytes}k", Path));

    /// <summary>Makes it read-only.</summary>
    public void Protect() => Assert.Null(Run("mount", "-o", "remount,ro", Path));

    /// <summary>Lets it be written again.</summary>
    public void Unprotect() => Assert.Null(Run("mount", "-o", "remount,rw", Path));

    public void Dispose()
    {
        Run("umount", Path);
        _folder.Dispose();
    }

    /// <summary>Null, or why it failed.</summary>
    private static string? Run(string command, params string[] arguments)
    {
        var start = new ProcessStartInfo(command, arguments) { RedirectStandardError = true };
        try
        {
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? null : error.Trim();
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return e.Message;
        }
    }
}

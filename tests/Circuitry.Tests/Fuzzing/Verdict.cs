using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Circuitry.Tests;

/// <summary>Reads files through a door and says how each ended, and what is wrong with that.</summary>
internal sealed class Verdict
{
    private const double Seconds = 5;
    private const long Bytes = 1L << 30;
    private const int LongestMessage = 5000;

    private static readonly Regex TypeName = new(@"\b(System|Circuitry)\.[A-Z]|\.NET (type|member)");

    private readonly Door _door;
    private readonly TemporaryFolder _folder;
    private readonly Dictionary<string, byte[]> _files;
    private readonly string _result;

    public Verdict(Door door, TemporaryFolder folder)
    {
        (_door, _folder) = (door, folder);
        door.Write(folder);
        _files = Directory
            .EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories)
            .ToDictionary(path => path, File.ReadAllBytes);
        Whole = _files[folder.File(door.File)];
        // The first time is also for the compiler.
        _result = door.Read(folder);
        Restore();
        Assert.Equal(_result, door.Read(folder));
    }

    /// <summary>The valid file.</summary>
    public byte[] Whole { get; }

    /// <summary>How a mutant ended, and what is wrong with it; null where nothing is.</summary>
    public (string End, string? Wrong) Of(Mutant mutant)
    {
        var (end, wrong, seconds, bytes) = Once(mutant);
        if (seconds > Seconds)
        {
            // The machine may have been busy with others.
            (end, wrong, seconds, bytes) = Once(mutant);
        }

        wrong ??=
            seconds > Seconds ? FormattableString.Invariant($"took {seconds:0.0} s")
            : bytes > Bytes ? FormattableString.Invariant($"took {bytes >> 20} MiB")
            : null;
        return (end, wrong is null ? null : $"{_door}: {mutant.Class} at {mutant.Place}: {wrong}");
    }

    private (string End, string? Wrong, double Seconds, long Bytes) Once(Mutant mutant)
    {
        Restore();
        File.WriteAllBytes(_folder.File(_door.File), mutant.Bytes);
        var (clock, before, peak) = (Stopwatch.StartNew(), GC.GetAllocatedBytesForCurrentThread(), Peak());
        string end;
        string? wrong;
        try
        {
            (end, wrong) = OfResult(mutant, _door.Read(_folder));
        }
        catch (Exception e)
        {
            (end, wrong) = OfException(mutant, e);
        }

        return (
            end,
            wrong,
            clock.Elapsed.TotalSeconds,
            Math.Max(GC.GetAllocatedBytesForCurrentThread() - before, Peak() - peak)
        );
    }

    private (string, string?) OfResult(Mutant mutant, string result)
    {
        var isSame = result == _result;
        var wrong = mutant.Allowed switch
        {
            Allowed.Nothing => "read, and should be refused",
            Allowed.AnotherResult when isSame && !Regex.IsMatch(mutant.Place, _door.Harmless) =>
                "read as if nothing had been changed",
            Allowed.TheSameResult or Allowed.NothingElseThanTheSameResult when !isSame => "changed the result",
            _ => null,
        };
        return (isSame ? "the same result" : "another result", wrong);
    }

    private (string, string?) OfException(Mutant mutant, Exception e)
    {
        var wrong =
            e.GetType().Assembly != typeof(Circuit).Assembly ? e.ToString()
            : mutant.Allowed == Allowed.NothingElseThanTheSameResult ? $"refused: {e.Message}"
            : !IsNamed(e.Message) ? $"does not name the file: {e.GetType().Name}: {Start(e.Message)}"
            : e.Message.Any(char.IsControl)
                ? $"control characters in {e.GetType().Name}: {VisibleText.Of(Start(e.Message))}"
            : TypeName.IsMatch(e.Message) ? $"speaks of .NET types: {e.GetType().Name}: {Start(e.Message)}"
            : e.Message.Length > LongestMessage
                ? $"a message of {e.Message.Length} characters: {e.GetType().Name}: {Start(e.Message)}"
            : null;
        return ($"refused ({e.GetType().Name})", wrong);
    }

    // What does not fit together is said of one of the files.
    private bool IsNamed(string message) =>
        _files
            .Keys.Append(_folder.File(_door.File))
            .Any(path => message.Contains(Path.GetFileName(path), StringComparison.Ordinal));

    private static string Start(string message) => message.Length <= 500 ? message : message[..500] + "...";

    private void Restore()
    {
        if (!_door.Changes)
        {
            return;
        }

        foreach (var (path, bytes) in _files)
        {
            File.WriteAllBytes(path, bytes);
        }
    }

    private static long Peak()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }
}

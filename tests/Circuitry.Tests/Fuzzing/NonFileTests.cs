using System.Diagnostics;
using System.Text.RegularExpressions;
using Xunit.Abstractions;

namespace Circuitry.Tests;

/// <summary>In a file's place every reader finds something else: it says which file, what is there and what to do, and does not wait.</summary>
[Collection(nameof(ReaderFuzzTests))]
public sealed class NonFileTests(ITestOutputHelper output)
{
    private const double Seconds = 2;

    // A reader that hangs must not hang the tests.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly Regex Remedy = new(
        "\\b(check|give|save|fetch|mend|delete|put|name|make|remove|declare|write|use|run)\\b",
        RegexOptions.IgnoreCase
    );

    [SkippableTheory]
    [MemberData(nameof(NonFile.Kinds), MemberType = typeof(NonFile))]
    public void What_is_no_file_with_something_in_it_is_refused_by_every_reader(string kind)
    {
        if (NonFile.Hindrance(kind) is { } hindrance)
        {
            output.WriteLine($"{kind}: skipped, {hindrance}");
            Skip.If(true, hindrance);
        }

        string[] wrong =
        [
            .. Doors
                .All.Select(door => (door, Wrong: Wrong(door, kind)))
                .Where(one => one.Wrong is not null)
                .Select(one => $"{one.door}: {one.Wrong}"),
        ];
        output.WriteLine(FormattableString.Invariant($"{kind}: {Doors.All.Count} readers"));
        Assert.True(wrong.Length == 0, $"{wrong.Length} wrong:\n{string.Join('\n', wrong)}");
    }

    private static string? Wrong(Door door, string kind)
    {
        using var folder = new TemporaryFolder();
        door.Write(folder);
        door.Read(folder);
        NonFile.Make(kind, folder.File(door.File));
        var clock = Stopwatch.StartNew();
        var reading = Task.Run(() => Record.Exception(() => door.Read(folder)));
        return !reading.Wait(Patience) ? "still reads"
            : clock.Elapsed.TotalSeconds > Seconds
                ? FormattableString.Invariant($"took {clock.Elapsed.TotalSeconds:0.0} s")
            : OfEnd(door, kind, reading.Result);
    }

    private static string? OfEnd(Door door, string kind, Exception? end) =>
        end is null ? (door.IsOptional && kind == "nothing" ? null : "read")
        : end.GetType().Assembly != typeof(Circuit).Assembly ? end.ToString()
        : !end.Message.Contains(door.File, StringComparison.Ordinal) ? $"does not name the file: {end.Message}"
        : !Remedy.IsMatch(end.Message) ? $"does not say what to do: {end.Message}"
        : null;
}

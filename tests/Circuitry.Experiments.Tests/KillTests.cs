using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;

namespace Circuitry.Experiments.Tests;

/// <summary>
/// Commands that are killed at random moments and resumed until they end: in the files of one that was never stopped, and with
/// nothing else. <c>CIRCUITRY_KILLS</c> sets how many kills there are for each command.
/// </summary>
public sealed class KillTests : IDisposable
{
    private readonly ProgramUnderTest _program = new();

    public void Dispose() => _program.Dispose();

    [SkippableTheory]
    [InlineData(4, "run", "induction")]
    [InlineData(3, "compare", "reverse", "--algorithms", "ExactEffects", "Acdc", "IntegratedGradients")]
    [InlineData(4, "train", "induction", "--steps", "40")]
    [InlineData(2, "train", "primer-dictionaries", "--steps", "4")]
    [InlineData(0, "train", "primer", "--steps", "4")]
    [InlineData(0, "features", "--nodes", "20")]
    [InlineData(0, "shift", "--seeds", "1")]
    [InlineData(0, "pipeline", "--texts", "300", "--contexts", "150")]
    public void Killed_at_any_moment_a_command_resumes_to_the_same_files_and_leaves_nothing_else(
        int kills,
        params string[] arguments
    )
    {
        Skip.If(OperatingSystem.IsWindows(), "a child process cannot be sent signals there");
        if (Environment.GetEnvironmentVariable("CIRCUITRY_KILLS") is { Length: > 0 } asked)
        {
            kills = int.Parse(asked, CultureInfo.InvariantCulture);
        }

        Skip.If(kills == 0, "takes minutes; CIRCUITRY_KILLS says how many kills, such as 25");
        var watch = Stopwatch.StartNew();
        Assert.Equal(0, _program.Run([.. arguments, "--out", "whole"]).ExitCode);
        var duration = watch.Elapsed;
        var whole = Contents("whole");

        var random = new Random(arguments.Length + kills);
        var log = new List<string>();
        for (var killed = 0; killed < kills; )
        {
            var after = random.NextDouble() * duration;
            var signal = random.Next(2) == 0 ? "-KILL" : "-INT";
            var outcome = _program.RunFor(after, signal, [.. arguments, "--out", "killed", "--resume"]);
            log.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{signal} after {after.TotalSeconds:0.00} s: {outcome.ExitCode} {outcome.Error}"
                )
            );
            if (outcome.ExitCode == 0)
            {
                Check();
            }
            else
            {
                Assert.True(outcome.ExitCode is 137 or 130, string.Join('\n', log));
                killed++;
            }
        }

        var last = _program.Run([.. arguments, "--out", "killed", "--resume"]);
        Assert.True(last.ExitCode == 0, string.Join('\n', log.Append(last.Error)));
        Check();

        void Check()
        {
            Assert.Equal(whole, Contents("killed"));
            Directory.Delete(_program.PathOf("killed"), recursive: true);
        }
    }

    /// <summary>Every file below a folder with a digest of what is in it.</summary>
    private string[] Contents(string folder) =>
        [
            .. Directory
                .EnumerateFiles(_program.PathOf(folder), "*", SearchOption.AllDirectories)
                .Select(file =>
                    $"{Path.GetRelativePath(_program.PathOf(folder), file)} {Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))}"
                )
                .Order(StringComparer.Ordinal),
        ];
}

namespace Circuitry.Experiments.Tests;

/// <summary>Commands whose results go to a disk that is full or read-only. Nothing that was computed and fits is lost.</summary>
public sealed class DiskTests : IDisposable
{
    private readonly ProgramUnderTest _program = new();

    public void Dispose() => _program.Dispose();

    [SkippableTheory]
    [InlineData("circuit.json", "run", "induction")]
    [InlineData("comparison.json", "compare", "reverse", "--algorithms", "IntegratedGradients", "ExactEffects")]
    [InlineData("model.safetensors", "train", "induction", "--steps", "10")]
    public void On_a_disk_of_any_size_a_command_ends_or_says_what_is_kept_and_resumes_where_there_is_space(
        string main,
        params string[] arguments
    )
    {
        Assert.Equal(0, _program.Run([.. arguments, "--out", "whole"]).ExitCode);
        var whole = Contents(_program.PathOf("whole"));
        var resumed = 0;
        // Each file takes whole pages of 4 kilobytes.
        for (var kilobytes = 4; ; kilobytes = kilobytes * 3 / 2 / 4 * 4 + 4)
        {
            using var disk = SmallDisk.Mount(kilobytes);
            var outcome = _program.Run([.. arguments, "--out", disk.Path]);
            if (outcome.ExitCode == 0)
            {
                Assert.Equal(whole, Contents(disk.Path));
                break;
            }

            Assert.Equal(1, outcome.ExitCode);
            Assert.Single(outcome.Error.TrimEnd().Split('\n'));
            Assert.Contains(disk.Path, outcome.Error);
            Assert.DoesNotContain(Contents(disk.Path), file => file.Name.EndsWith(main, StringComparison.Ordinal));
            Assert.DoesNotContain(Contents(disk.Path), file => file.Name.Contains("partial", StringComparison.Ordinal));
            var kept = Contents(disk.Path).Exists(file => file.Name.Contains("checkpoint", StringComparison.Ordinal));
            Assert.Equal(kept, outcome.Error.Contains("--resume", StringComparison.Ordinal));

            disk.Grow(4096);
            var again = _program.Run([.. arguments, "--out", disk.Path, "--resume"]);
            Assert.True(again.ExitCode == 0, again.Error);
            Assert.Equal(kept, again.Output.Contains("resuming from", StringComparison.Ordinal));
            Assert.Equal(whole, Contents(disk.Path));
            resumed += kept ? 1 : 0;
        }

        // A training's checkpoint holds the optimiser as well, and is larger than its weights.
        Assert.True(
            resumed > 0 || arguments[0] == "train",
            "no size of the disk had space for a checkpoint and none for the results"
        );
    }

    [SkippableTheory]
    [InlineData("run", "induction")]
    [InlineData("compare", "induction")]
    [InlineData("train", "induction")]
    [InlineData("features")]
    [InlineData("shift")]
    [InlineData("pipeline")]
    [InlineData("dictionaries")]
    public void A_disk_that_is_read_only_is_named_before_any_work(params string[] arguments)
    {
        using var disk = SmallDisk.Mount(64);
        disk.Protect();

        var outcome = _program.Run([.. arguments, "--out", disk.Path]);

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains($"no folder can be made in {disk.Path}; choose another folder with --out", outcome.Error);
        Assert.Single(outcome.Error.TrimEnd().Split('\n'));
        Assert.DoesNotContain("ablation", outcome.Output);
        Assert.DoesNotContain("step", outcome.Output);
    }

    [SkippableFact]
    public void Results_on_a_disk_that_became_read_only_stay_and_a_run_is_refused()
    {
        using var disk = SmallDisk.Mount(1024);
        Assert.Equal(0, _program.Run("run", "reverse", "--out", disk.Path).ExitCode);
        var before = Contents(disk.Path);
        disk.Protect();

        var outcome = _program.Run("run", "reverse", "--out", disk.Path);

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains($"{Path.Combine(disk.Path, "reverse")} cannot be written", outcome.Error);
        Assert.Equal(before, Contents(disk.Path));
    }

    private static List<(string Name, string Text)> Contents(string folder) =>
        [
            .. Directory
                .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Select(file => (Path.GetRelativePath(folder, file), Convert.ToBase64String(File.ReadAllBytes(file))))
                .OrderBy(file => file.Item1, StringComparer.Ordinal),
        ];
}

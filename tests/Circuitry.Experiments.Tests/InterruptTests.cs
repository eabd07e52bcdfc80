using System.Diagnostics;

namespace Circuitry.Experiments.Tests;

public sealed class InterruptTests : IDisposable
{
    private readonly ProgramUnderTest _program = new();

    private string Checkpoint => _program.PathOf("results", "reverse", "checkpoint.safetensors");

    public void Dispose() => _program.Dispose();

    [SkippableFact]
    public void Ctrl_C_keeps_a_checkpoint_from_which_resume_ends_in_the_same_circuit()
    {
        Skip.If(OperatingSystem.IsWindows(), "a child process cannot be sent Ctrl-C there");
        _program.Run("run", "reverse", "--out", "whole");

        var cancelled = _program.Run("ablation", Interrupt, "run", "reverse");

        Assert.Equal(130, cancelled.ExitCode);
        Assert.Contains("run reverse --resume", cancelled.Output);
        Assert.Empty(cancelled.Error);
        Assert.True(File.Exists(Checkpoint));

        var resumed = _program.Run("run", "reverse", "--resume");

        Assert.Equal(0, resumed.ExitCode);
        Assert.Contains("resuming from", resumed.Output);
        Assert.False(File.Exists(Checkpoint));
        Assert.Equal(
            File.ReadAllText(_program.PathOf("whole", "reverse", "circuit.json")),
            File.ReadAllText(_program.PathOf("results", "reverse", "circuit.json"))
        );
    }

    [Fact]
    public void A_checkpoint_is_not_overwritten_unasked()
    {
        Directory.CreateDirectory(_program.PathOf("results", "reverse"));
        File.WriteAllText(Checkpoint, "left by an interrupted run");

        var outcome = _program.Run("run", "reverse", "--threshold", "0.25");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("run reverse --threshold 0.25 --resume", outcome.Error);
        Assert.Contains("delete it", outcome.Error);
        Assert.Equal("left by an interrupted run", File.ReadAllText(Checkpoint));
    }

    [Fact]
    public void A_damaged_checkpoint_is_named()
    {
        Directory.CreateDirectory(_program.PathOf("results", "reverse"));
        File.WriteAllText(Checkpoint, "damaged");

        var outcome = _program.Run("run", "reverse", "--resume");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("checkpoint.safetensors", outcome.Error);
        Assert.DoesNotContain("   at ", outcome.Error);
    }

    [Fact]
    public void Resume_without_a_checkpoint_says_so_and_starts_from_the_beginning()
    {
        var outcome = _program.Run("run", "proportion", "--resume");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("there is no checkpoint", outcome.Output);
    }

    [SkippableTheory]
    [InlineData("-INT", 130)]
    [InlineData("-TERM", 143)]
    [InlineData("-HUP", 129)]
    public void The_exit_code_names_the_signal(string signal, int code)
    {
        Skip.If(OperatingSystem.IsWindows(), "a child process cannot be sent signals there");

        var stopped = _program.Run("ablation", process => ProgramUnderTest.Send(signal, process), "run", "induction");

        Assert.Equal(code, stopped.ExitCode);
        Assert.Contains("to resume", stopped.Output, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(stopped.Error);
    }

    private static void Interrupt(Process process) => ProgramUnderTest.Send("-INT", process);
}

using System.Diagnostics;

namespace Circuitry.Experiments.Tests;

/// <summary>The program as a child process in a folder of its own, which is gone afterwards.</summary>
public sealed class ProgramUnderTest : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public string Folder { get; } = Directory.CreateTempSubdirectory("circuitry-experiments-").FullName;

    /// <summary>Environment variables of its own.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    public string PathOf(params string[] parts) => Path.Combine([Folder, .. parts]);

    public Outcome Run(params string[] arguments) => Run("", _ => { }, arguments);

    /// <summary>Runs the program and acts as soon as it has printed a line that says something.</summary>
    public Outcome Run(string says, Action<Process> act, params string[] arguments) =>
        Run(_ => { }, says, act, arguments);

    /// <summary>Runs the program for some time and then sends it a signal, if it has not ended.</summary>
    public Outcome RunFor(TimeSpan time, string signal, params string[] arguments) =>
        Run(
            process =>
            {
                if (!process.WaitForExit(time))
                {
                    Send(signal, process);
                }
            },
            "",
            _ => { },
            arguments
        );

    /// <summary>Sends a signal, such as <c>-INT</c>.</summary>
    public static void Send(string signal, Process process)
    {
        using var kill = Process.Start("kill", [signal, FormattableString.Invariant($"{process.Id}")]);
        kill.WaitForExit();
    }

    private Outcome Run(Action<Process> started, string says, Action<Process> act, string[] arguments)
    {
        var start = new ProcessStartInfo(System.Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Circuitry.Experiments.dll"));
        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = Task.Run(() => ReadAll(process, says, act));
        started(process);
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"'{string.Join(' ', arguments)}' did not end within {Patience}");
        }

        return new Outcome(process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static string ReadAll(Process process, string says, Action<Process> act)
    {
        var lines = new List<string>();
        while (process.StandardOutput.ReadLine() is { } line)
        {
            var saidBefore = lines.Exists(before => before.Contains(says, StringComparison.Ordinal));
            lines.Add(line);
            if (!saidBefore && line.Contains(says, StringComparison.Ordinal))
            {
                act(process);
            }
        }

        return string.Join('\n', lines);
    }
}

/// <summary>What a run of the program left behind.</summary>
public sealed record Outcome(int ExitCode, string Output, string Error);

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

    public Outcome Run(params string[] arguments) => Run(_ => { }, arguments);

    /// <summary>Runs the program and acts as soon as it has printed its first line that is not empty.</summary>
    public Outcome Run(Action<Process> atFirstLine, params string[] arguments)
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
        var output = Task.Run(() => ReadAll(process, atFirstLine));
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"'{string.Join(' ', arguments)}' did not end within {Patience}");
        }

        return new Outcome(process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static string ReadAll(Process process, Action<Process> atFirstLine)
    {
        var lines = new List<string>();
        while (process.StandardOutput.ReadLine() is { } line)
        {
            if (line.Length > 0 && lines.TrueForAll(before => before.Length == 0))
            {
                atFirstLine(process);
            }

            lines.Add(line);
        }

        return string.Join('\n', lines);
    }
}

/// <summary>What a run of the program left behind.</summary>
public sealed record Outcome(int ExitCode, string Output, string Error);

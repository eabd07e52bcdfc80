using System.Diagnostics;

namespace Circuitry.Benchmarks;

/// <summary>Runs this program once more, so that what is measured there is its own.</summary>
internal static class ChildProcess
{
    /// <summary>The last line that a run with these arguments prints.</summary>
    public static string LastLine(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        // Under 'dotnet program.dll' the first argument is the program.
        var host = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet";
        foreach (var argument in host ? [Environment.GetCommandLineArgs()[0], .. arguments] : arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var child = Process.Start(start)!;
        var output = child.StandardOutput.ReadToEnd().Trim();
        child.WaitForExit();
        return output.Split('\n')[^1];
    }
}

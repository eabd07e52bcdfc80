using System.Diagnostics;

namespace Circuitry.Packages.Tests;

/// <summary>Runs the SDK's command as someone outside of the repository does.</summary>
internal static class Dotnet
{
    // What the test runner's own MSBuild leaves behind would lead another one astray.
    private static readonly string[] Inherited =
    [
        "MSBUILD_EXE_PATH",
        "MSBuildExtensionsPath",
        "MSBuildLoadMicrosoftTargetsReadOnly",
        "MSBuildSDKsPath",
        "VSTEST_CONNECTION_TIMEOUT",
    ];

    /// <summary>Runs a command and gives what it prints.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="data">Where the SDK keeps what it builds of programs of one file; null for its usual place.</param>
    /// <param name="arguments">The command.</param>
    public static (int ExitCode, string Output) Try(string folder, string? data, params string[] arguments) =>
        RunProgram("dotnet", folder, data is null ? [] : new() { ["XDG_DATA_HOME"] = data }, arguments);

    /// <summary>Runs a program that runs the SDK's command and gives what both print.</summary>
    /// <param name="program">The program, such as a shell.</param>
    /// <param name="folder">Where.</param>
    /// <param name="environment">Environment variables of its own.</param>
    /// <param name="arguments">Its arguments.</param>
    public static (int ExitCode, string Output) RunProgram(
        string program,
        string folder,
        Dictionary<string, string> environment,
        params string[] arguments
    )
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in Inherited)
        {
            start.Environment.Remove(name);
        }

        // A node that stayed would keep the pipes open, and whoever reads them would wait for it.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }

    /// <summary>Runs a command that must succeed.</summary>
    public static string Run(string folder, params string[] arguments)
    {
        var (exitCode, output) = Try(folder, null, arguments);
        Assert.True(exitCode == 0, $"dotnet {string.Join(' ', arguments)} ended with {exitCode}:\n{output}");
        return output;
    }
}

using System.Diagnostics;

namespace Circuitry.Hub.Tests;

/// <summary>A download in a process of its own.</summary>
internal sealed class ChildDownload : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _error;

    /// <param name="name">The model.</param>
    /// <param name="environment">Variables of the environment, beside those that keep it from the user's own files.</param>
    public ChildDownload(string name, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            [typeof(ChildDownload).Assembly.Location, name]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["HF_HUB_DISABLE_IMPLICIT_TOKEN"] = "1";
        start.Environment["DOTNET_TieredPGO"] = "0";
        foreach (var (variable, value) in environment)
        {
            start.Environment[variable] = value;
        }

        _process = Process.Start(start)!;
        _output = _process.StandardOutput.ReadToEndAsync();
        _error = _process.StandardError.ReadToEndAsync();
    }

    public void Kill() => _process.Kill();

    /// <summary>Waits for its end, and gives its exit code and what it printed.</summary>
    public (int ExitCode, string Output, string Error) End()
    {
        if (!_process.WaitForExit(Patience))
        {
            Kill();
            throw new TimeoutException("the download did not end");
        }

        return (_process.ExitCode, _output.Result.Trim(), _error.Result.Trim());
    }

    public void Dispose() => _process.Dispose();
}

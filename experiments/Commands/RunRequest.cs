using System.Globalization;

namespace Circuitry.Experiments;

/// <summary>The request to a run.</summary>
/// <param name="Shipped">The experiment.</param>
/// <param name="Threshold">The threshold; null for the experiment's own.</param>
/// <param name="Device">The device's name.</param>
/// <param name="Weights">The folder or name of a published model; null for the experiment's own in the cache.</param>
/// <param name="Download">Whether to download what is missing of it.</param>
/// <param name="Output">The folder for results.</param>
/// <param name="Resume">Whether to resume from a checkpoint.</param>
internal sealed record RunRequest(
    ShippedExperiment Shipped,
    double? Threshold,
    string Device,
    string? Weights,
    bool Download,
    string Output,
    bool Resume
)
{
    /// <summary>The command that resumes from this run's checkpoint.</summary>
    public string ResumeCommand =>
        $"dotnet run --project experiments -- run {Shipped.Name}"
        + (Threshold is { } threshold ? $" --threshold {threshold.ToString("R", CultureInfo.InvariantCulture)}" : "")
        + (Device == "cpu" ? "" : $" --device {Device}")
        + (Weights is null ? "" : $" --weights \"{Weights}\"")
        + (Output == "results" ? "" : $" --out \"{Output}\"")
        + " --resume";
}

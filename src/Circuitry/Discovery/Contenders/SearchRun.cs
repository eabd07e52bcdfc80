namespace Circuitry.Discovery;

/// <summary>One search of an algorithm that takes part in a comparison at several values of a parameter.</summary>
/// <param name="Value">The value of the parameter.</param>
/// <param name="Checkpoint">Where to save a checkpoint; null for none.</param>
/// <param name="Progress">Takes the progress of the search; null for nobody.</param>
/// <param name="Cancellation">Stops it.</param>
public sealed record SearchRun(
    double Value,
    string? Checkpoint,
    IProgress<Progress>? Progress,
    CancellationToken Cancellation
);

namespace Circuitry.Discovery;

/// <summary>One search of an algorithm that takes part in a comparison at several values of a parameter.</summary>
/// <param name="Value">The value of the parameter.</param>
/// <param name="Checkpoint">Where to save a checkpoint; null for none.</param>
/// <param name="Report">Takes the share of the search that is done, from 0 to 1.</param>
/// <param name="Cancellation">Stops it.</param>
public sealed record SearchRun(double Value, string? Checkpoint, Action<double> Report, CancellationToken Cancellation)
{
    /// <summary>Passes the progress of the search on as a share.</summary>
    /// <param name="share">The share of the search that is done.</param>
    public IProgress<T> Progress<T>(Func<T, double> share) => new Relay<T>(progress => Report(share(progress)));
}

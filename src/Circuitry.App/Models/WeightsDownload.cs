using Circuitry.Hub;

namespace Circuitry.App;

/// <summary>Downloads the published model of an experiment, when it is asked to.</summary>
internal static class WeightsDownload
{
    /// <summary>Downloads what is missing, and gives the folder.</summary>
    /// <param name="entry">The experiment.</param>
    /// <param name="given">The model's name; null for the experiment's own.</param>
    /// <param name="screen">Where progress is shown.</param>
    /// <param name="cancellation">Stops the download.</param>
    /// <exception cref="CommandException">There is nothing to download.</exception>
    /// <exception cref="HubException">It cannot be downloaded.</exception>
    public static string Run(ExperimentEntry entry, string? given, IScreen screen, CancellationToken cancellation)
    {
        if (entry.IsComplete)
        {
            throw new CommandException($"{entry.Name} has its weights; leave out --download");
        }

        if (Path.Exists(given))
        {
            throw new CommandException($"--weights names '{given}', which is here; leave out --download");
        }

        var name =
            given
            ?? entry.HubName
            ?? throw new CommandException(
                $"{entry.Name} names no model; say which to download with --weights, or in [Transformer(..., Weights = ...)]"
            );
        var folder = screen.Watch(progress => ModelHub.Download(name, null, progress, cancellation));
        screen.Rows([("weights", $"{folder.Revision} in {folder.Path}")]);
        return folder.Path;
    }
}

using Circuitry.Hub;

namespace Circuitry.Experiments;

/// <summary>Downloads the published model of an experiment, when it is asked to.</summary>
internal static class WeightsDownload
{
    /// <summary>Downloads what is missing, and gives the folder.</summary>
    /// <param name="shipped">The experiment.</param>
    /// <param name="given">The model's name; null for the experiment's own.</param>
    /// <param name="screen">Where progress is shown.</param>
    /// <param name="cancellation">Stops the download.</param>
    /// <exception cref="CommandException">There is nothing to download.</exception>
    /// <exception cref="HubException">It cannot be downloaded.</exception>
    public static string Run(ShippedExperiment shipped, string? given, IScreen screen, CancellationToken cancellation)
    {
        var model =
            shipped.Published
            ?? throw new CommandException($"{shipped.Name} ships with its weights; leave out --download");
        if (Path.Exists(given))
        {
            throw new CommandException($"--weights names '{given}', which is here; leave out --download");
        }

        var name = given ?? model.Repositories[0];
        var folder = screen.Watch(progress => ModelHub.Download(name, null, progress, cancellation));
        screen.Rows([("weights", $"{folder.Revision} in {folder.Path}")]);
        return folder.Path;
    }
}

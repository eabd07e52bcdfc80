using TorchSharp;

namespace Circuitry.Experiments;

/// <summary>An experiment that the program can run by name.</summary>
internal sealed record ShippedExperiment
{
    /// <summary>The name on the command line and of the results folder.</summary>
    public required string Name { get; init; }

    /// <summary>One line about the question and the model.</summary>
    public required string Summary { get; init; }

    /// <summary>The threshold that gives its circuit.</summary>
    public required double DefaultThreshold { get; init; }

    /// <summary>The model, where it does not ship; null where it does.</summary>
    public PublishedModel? Published { get; init; }

    /// <summary>Loads the model on a device and binds the experiment to it; a published one from the folder of its weights.</summary>
    public required Func<torch.Device, string, GraphExperiment> LoadFrom { get; init; }

    /// <summary>Binds ACDC to the experiment that <see cref="Load"/> made.</summary>
    public required Func<GraphExperiment, AcdcOptions, AcdcSearch> Search { get; init; }

    /// <summary>Loads the model on a device and binds the experiment to it.</summary>
    /// <param name="device">The device.</param>
    /// <param name="weights">The folder or name of a published model; null to look for the experiment's own in the cache.</param>
    /// <exception cref="CommandException">There are no weights, or they were given to an experiment that ships with its own.</exception>
    public GraphExperiment Load(torch.Device device, string? weights)
    {
        if (Published is null && weights is not null)
        {
            throw new CommandException($"{Name} ships with its weights; leave out --weights");
        }

        return LoadFrom(device, Published?.Folder(weights) ?? "");
    }

    /// <summary>The edges that are known to be the circuit; null if unknown.</summary>
    public Func<GraphExperiment, UnitSet>? Truth { get; init; }

    /// <summary>The trained model that it examines; null where the model is compiled from a program.</summary>
    public ShippedModel? Model { get; init; }

    /// <summary>Whether it runs only when named, because it takes longer than others.</summary>
    public bool OnlyByName { get; init; }

    /// <summary>Whether it runs if no command is given.</summary>
    public bool RunsByDefault => Published is null && !OnlyByName;
}

using TorchSharp;

namespace Circuitry.Experiments;

/// <summary>An experiment that the program can run by name.</summary>
internal sealed record ShippedExperiment
{
    /// <summary>The name on the command line and of the results folder.</summary>
    public required string Name { get; init; }

    /// <summary>One line about what it looks for, and in what.</summary>
    public required string Summary { get; init; }

    /// <summary>The threshold that gives its circuit.</summary>
    public required double DefaultThreshold { get; init; }

    /// <summary>Makes the model on a device and binds the experiment to it.</summary>
    public required Func<torch.Device, Experiment> Load { get; init; }

    /// <summary>Binds ACDC to the experiment that <see cref="Load"/> made.</summary>
    public required Func<Experiment, AcdcOptions, AcdcSearch> Search { get; init; }

    /// <summary>The edges that are known to be the circuit; null where nobody knows.</summary>
    public Func<Experiment, EdgeSet>? Truth { get; init; }

    /// <summary>Trains the model and returns where its weights are now; null where nothing is trained.</summary>
    public Func<TrainingRequest, string>? Train { get; init; }
}

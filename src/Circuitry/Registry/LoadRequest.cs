using static TorchSharp.torch;

namespace Circuitry.Registry;

/// <summary>The model, the device and the choices with which an experiment is loaded.</summary>
public sealed record LoadRequest
{
    /// <summary>The folder of the weights, or their name in the Hugging Face cache; null for the experiment's own.</summary>
    public string? Weights { get; init; }

    /// <summary>The dictionaries, where the experiment has some: a <c>dictionaries.json</c> or its folder; null for the experiment's own.</summary>
    public string? Dictionaries { get; init; }

    /// <summary>Where to compute; null for the processor.</summary>
    public Device? Device { get; init; }

    /// <summary>What to take instead of what is declared; null for nothing.</summary>
    public ExperimentChoices? Choices { get; init; }
}

using System.Text.Json.Serialization;

namespace Circuitry.Discovery;

/// <summary>The attributes of an experiment in which circuits are found, as data: shown in reports and carried by every result.</summary>
public abstract record CircuitDeclaration : Declaration
{
    private protected CircuitDeclaration() { }

    /// <summary>The name of the ablation, which says what replaces a removed unit: Interchange, Zero, Mean or a class of your own.</summary>
    [JsonPropertyOrder(-2)]
    [JsonConverter(typeof(AblationName))]
    public required string Ablation { get; init; }

    /// <summary>The metric class.</summary>
    [JsonPropertyOrder(-1)]
    public required string Metric { get; init; }

    /// <summary>Whether a unit at one position and at another are two units; files of circuits that say nothing of it have them as one.</summary>
    [JsonPropertyOrder(1)]
    public bool SplitPositions { get; init; }

    /// <summary>The kind of the units, and in which parts they are split, in words.</summary>
    internal abstract string Units { get; }

    /// <summary>The noun for a prompt: a pair where there is always a corrupted one.</summary>
    internal abstract string Prompt { get; }
}

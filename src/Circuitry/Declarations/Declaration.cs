using System.Text.Json.Serialization;

namespace Circuitry;

/// <summary>The attributes that every kind of experiment has, as data.</summary>
public abstract record Declaration
{
    private protected Declaration() { }

    /// <summary>The experiment class.</summary>
    [JsonPropertyOrder(-7)]
    public required string Experiment { get; init; }

    /// <summary>The model class.</summary>
    [JsonPropertyOrder(-6)]
    public required string Model { get; init; }

    /// <summary>The data set class.</summary>
    [JsonPropertyOrder(-5)]
    public required string Dataset { get; init; }

    /// <summary>Number of pairs of prompts, or of a SHIFT experiment of training texts of each kind; 0 for all.</summary>
    [JsonPropertyOrder(-4)]
    public required int DatasetSize { get; init; }

    /// <summary>The data set's seed.</summary>
    [JsonPropertyOrder(-3)]
    public required int DatasetSeed { get; init; }
}

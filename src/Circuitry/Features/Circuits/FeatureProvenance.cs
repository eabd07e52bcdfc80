using System.Text.Json.Serialization;

namespace Circuitry.Features;

/// <summary>Everything needed to find a circuit of features again.</summary>
public sealed record FeatureProvenance
{
    /// <summary>The experiment class; empty where there is none.</summary>
    public required string Experiment { get; init; }

    /// <summary>
    /// What the prompts are where they are not those that the experiment declares: another data set, size or seed, or "given at run
    /// time"; null where they are the declared ones, or there is no experiment.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? GivenPrompts { get; init; }

    /// <summary>The model class.</summary>
    public required string Model { get; init; }

    /// <summary>SHA-256 of the weights.</summary>
    public required string ModelHash { get; init; }

    /// <summary>SHA-256 of the prompts.</summary>
    public required string DataHash { get; init; }

    /// <summary>Number of prompts.</summary>
    public required int Prompts { get; init; }

    /// <summary>SHA-256 of the dictionary at each site, by the site's TransformerLens name.</summary>
    public required IReadOnlyDictionary<string, string> Dictionaries { get; init; }

    /// <summary>What scored the nodes, and how they were chosen.</summary>
    public required CircuitMethod Method { get; init; }

    /// <summary>What the numbers were computed in.</summary>
    public required string NumberType { get; init; }

    /// <summary>Circuitry's version.</summary>
    public required string Version { get; init; }

    /// <summary>The tensor runtime, its threads and the processor.</summary>
    public required string Runtime { get; init; }

    internal static FeatureProvenance Of(FeatureTask task, CircuitMethod method) =>
        new()
        {
            Experiment = task.Experiment ?? "",
            GivenPrompts = task.GivenPrompts,
            Model = task.Model.GetType().Name,
            ModelHash = task.Model.Weights.Hash,
            DataHash = task.DataHash,
            Prompts = task.Prompts,
            Dictionaries = new SortedDictionary<string, string>(
                task.Sites.ToDictionary(site => site.Name, site => task.Dictionaries[site].Hash),
                StringComparer.Ordinal
            ),
            Method = method,
            NumberType = task.Model.NumberType.ToString(),
            Version = typeof(FeatureProvenance).Assembly.GetName().Version!.ToString(3),
            Runtime = TorchRuntime.Describe(),
        };
}

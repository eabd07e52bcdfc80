using System.Text.Json.Serialization;

namespace Circuitry;

/// <summary>What an experiment's attributes say, as data: shown in reports and carried by every result.</summary>
public sealed record ExperimentDeclaration : Declaration
{
    /// <summary>The name of the ablation, which says what replaces a removed edge: Interchange, Zero, Mean or a class of your own.</summary>
    [JsonConverter(typeof(AblationName))]
    public required string Ablation { get; init; }

    /// <summary>The metric class.</summary>
    public required string Metric { get; init; }

    /// <summary>The units of a circuit.</summary>
    public required Granularity Granularity { get; init; }

    /// <summary>Whether query, key and value inputs are readers of their own.</summary>
    public required bool SplitQueryKeyValue { get; init; }

    /// <summary>Whether token and position embeddings are writers of their own.</summary>
    public required bool SplitEmbedding { get; init; }

    /// <summary>Whether writers are split by position; files of circuits that say nothing of it are not.</summary>
    public bool SplitPositions { get; init; }
}

namespace Circuitry.Generators;

/// <summary>An experiment class to write.</summary>
internal sealed record ExperimentSpec
{
    /// <summary>The class.</summary>
    public required TypeHierarchy Type { get; init; }

    /// <summary>The model's class.</summary>
    public required TypeReference Model { get; init; }

    /// <summary>The model's architecture.</summary>
    public required Architecture ModelArchitecture { get; init; }

    /// <summary>The data set's class.</summary>
    public required TypeReference Dataset { get; init; }

    /// <summary>How many pairs; 0 for all.</summary>
    public required int DatasetSize { get; init; }

    /// <summary>The data set's seed.</summary>
    public required int DatasetSeed { get; init; }

    /// <summary>What replaces a writer's output along a removed edge.</summary>
    public required AblationSpec Ablation { get; init; }

    /// <summary>The algorithms that the project sees, by the names of their drivers.</summary>
    public required EquatableArray<AlgorithmSpec> Algorithms { get; init; }

    /// <summary>The metric's class.</summary>
    public required TypeReference Metric { get; init; }

    /// <summary>Whether the metric is a distance from the full model's own logits.</summary>
    public required bool MetricIsDivergence { get; init; }

    /// <summary>Nodes or edges.</summary>
    public required Granularity Granularity { get; init; }

    /// <summary>Whether query, key and value inputs are readers of their own.</summary>
    public required bool SplitQueryKeyValue { get; init; }

    /// <summary>Whether token and position embeddings are writers of their own.</summary>
    public required bool SplitEmbedding { get; init; }

    /// <summary>Whether positions are split: of nodes and edges into the data set's groups, of features into each.</summary>
    public required bool SplitPositions { get; init; }

    /// <summary>What the program of the project knows of it.</summary>
    public required Listing Listing { get; init; }
}

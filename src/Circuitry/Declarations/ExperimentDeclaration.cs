namespace Circuitry.Discovery;

/// <summary>The attributes of an experiment on a graph, as data.</summary>
public sealed record ExperimentDeclaration : CircuitDeclaration
{
    /// <summary>The units of a circuit.</summary>
    public required Granularity Granularity { get; init; }

    /// <summary>Whether query, key and value inputs are readers of their own.</summary>
    public required bool SplitQueryKeyValue { get; init; }

    /// <summary>Whether token and position embeddings are writers of their own.</summary>
    public required bool SplitEmbedding { get; init; }

    internal override string Units =>
        $"{Granularity.ToString().ToLowerInvariant()}s"
        + (Granularity.IsOfEdges() && SplitQueryKeyValue ? ", query, key and value split" : "")
        + (SplitEmbedding ? ", embeddings split" : "")
        + (SplitPositions ? ", positions split" : "");

    internal override string Prompt => "pair";
}

namespace Circuitry.Pipelines;

/// <summary>The clusters of a corpus and their circuits.</summary>
public sealed record PipelineResult
{
    /// <summary>The contexts, and how many there were.</summary>
    public required ContextSample Sample { get; init; }

    /// <summary>The clusters.</summary>
    public required ContextClusters Clustering { get; init; }

    /// <summary>The clusters one by one, the largest first.</summary>
    public required IReadOnlyList<ContextCluster> Clusters { get; init; }

    /// <summary>How far the clusters agree with behaviours; null where a context's is not known.</summary>
    public double? BehaviourAgreement => Agreement(context => context.Behaviour);

    /// <summary>How far the clusters agree with kinds of text; null where a context's is not known.</summary>
    public double? KindAgreement => Agreement(context => context.Kind);

    private double? Agreement(Func<CorpusContext, string?> labelOf)
    {
        string?[] labels = [.. Sample.Contexts.Select(labelOf)];
        return labels.Contains(null) ? null : AdjustedRandIndex.Of(Clustering.Labels, [.. labels.OfType<string>()]);
    }
}

/// <summary>A cluster of contexts and its circuit.</summary>
public sealed record ContextCluster
{
    /// <summary>Its number, from 0.</summary>
    public required int Number { get; init; }

    /// <summary>Its contexts, those most like it first.</summary>
    public required IReadOnlyList<CorpusContext> Contexts { get; init; }

    /// <summary>The circuit of those most like it.</summary>
    public required FeatureCircuit Circuit { get; init; }

    /// <summary>The name of its files, without an ending.</summary>
    public string FileName => FormattableString.Invariant($"cluster-{Number:00}");

    /// <summary>How often each behaviour is in it, the most frequent first; empty where it is not known.</summary>
    public IReadOnlyList<(string Behaviour, int Count)> Composition =>
        [
            .. Contexts
                .Select(context => context.Behaviour)
                .OfType<string>()
                .CountBy(behaviour => behaviour)
                .OrderByDescending(pair => pair.Value)
                .ThenBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => (pair.Key, pair.Value)),
        ];
}

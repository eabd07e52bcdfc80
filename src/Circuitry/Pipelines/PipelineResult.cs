using System.Diagnostics;

namespace Circuitry.Pipelines;

/// <summary>The clusters of a corpus and their circuits.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed record PipelineResult
{
    /// <summary>The sampled contexts, and how many there were.</summary>
    public required ContextSample Sample { get; init; }

    /// <summary>The clusters.</summary>
    public required ContextClusters Clustering { get; init; }

    /// <summary>The clusters one by one, the largest first.</summary>
    public required IReadOnlyList<ContextCluster> Clusters { get; init; }

    /// <summary>Adjusted Rand index of clusters and behaviours; null if a context's behaviour is unknown.</summary>
    public double? BehaviourAgreement => Agreement(context => context.Behaviour);

    /// <summary>Adjusted Rand index of clusters and kinds of text; null if a context's kind is unknown.</summary>
    public double? KindAgreement => Agreement(context => context.Kind);

    private double? Agreement(Func<CorpusContext, string?> labelOf)
    {
        string?[] labels = [.. Sample.Contexts.Select(labelOf)];
        return labels.Contains(null) ? null : AdjustedRandIndex.Of(Clustering.Labels, [.. labels.OfType<string>()]);
    }

    /// <summary>Numbers of clusters and contexts.</summary>
    public override string ToString() =>
        FormattableString.Invariant(
            $"{Counted.Of(Clusters.Count, "cluster")} of {Counted.Of(Sample.Contexts.Count, "context")}"
        );
}

/// <summary>A cluster of contexts and its circuit.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed record ContextCluster
{
    /// <summary>The cluster's number, from 0.</summary>
    public required int Number { get; init; }

    /// <summary>The cluster's contexts, those most like it first.</summary>
    public required IReadOnlyList<CorpusContext> Contexts { get; init; }

    /// <summary>The circuit of the contexts most like the cluster.</summary>
    public required Circuit Circuit { get; init; }

    /// <summary>The name of the cluster's files, without extension.</summary>
    public string FileName => FormattableString.Invariant($"cluster-{Number:00}");

    /// <summary>Counts of each behaviour in the cluster, the most frequent first; empty if unknown.</summary>
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

    /// <summary>The cluster's number and its size.</summary>
    public override string ToString() =>
        FormattableString.Invariant(
            $"{FileName}: {Counted.Of(Contexts.Count, "context")}, {Counted.Of(Circuit.Kept.Count, "node")}"
        );
}

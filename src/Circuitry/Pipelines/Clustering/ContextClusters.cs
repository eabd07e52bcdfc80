using System.Diagnostics;
using System.Text.Json.Serialization;
using static TorchSharp.torch;

namespace Circuitry.Pipelines;

/// <summary>Contexts divided into clusters.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed record ContextClusters
{
    /// <summary>The number of each context's cluster; 0 is the largest, and there are none without contexts.</summary>
    public required IReadOnlyList<int> Labels { get; init; }

    /// <summary>Each number of clusters that was tried and its mean silhouette.</summary>
    public required IReadOnlyList<ClusterTrial> Trials { get; init; }

    /// <summary>The number of clusters that was chosen.</summary>
    public int Count => Labels.Count == 0 ? 0 : Labels.Max() + 1;

    /// <summary>Whether clusters are numbered from 0 without gaps.</summary>
    internal bool IsWhole =>
        Labels.Count > 0 && Labels.Min() == 0 && Labels.Distinct().Count() == (long)Labels.Max() + 1;

    /// <summary>The numbers of clusters that there are contexts enough for.</summary>
    /// <exception cref="EvaluationException">There are too few contexts for any.</exception>
    internal static int[] Possible(IReadOnlyList<int> counts, long contexts)
    {
        int[] possible = [.. counts.Where(count => count < contexts)];
        return possible.Length > 0
            ? possible
            : throw new EvaluationException(
                FormattableString.Invariant(
                    $"{Counted.Of(contexts, "context")} cannot be divided into {Counted.Of(counts.Min(), "cluster")}; read more texts, allow a larger loss, or ask for fewer clusters"
                )
            );
    }

    /// <summary>Clusters vectors, with the number of clusters that gives the largest mean silhouette; of equal ones the first.</summary>
    /// <param name="vectors">The vectors, of length 1, [context, column].</param>
    /// <param name="clusterer">The clustering algorithm.</param>
    /// <param name="counts">The numbers to try; those that are not below the number of contexts are left out.</param>
    /// <param name="seed">Seed.</param>
    /// <param name="progress">Notified after every number.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="EvaluationException">There are too few contexts.</exception>
    internal static ContextClusters Of(
        Tensor vectors,
        IClusterer clusterer,
        IReadOnlyList<int> counts,
        int seed,
        IProgress<Progress>? progress,
        CancellationToken cancellation
    )
    {
        using var scope = NewDisposeScope();
        var possible = Possible(counts, vectors.size(0));
        if (!vectors.isfinite().all().item<bool>())
        {
            throw new EvaluationException(
                "the vector of a context is not finite; check the weights and the dictionaries, or compute in float64"
            );
        }

        using var distances = Silhouette.Distances(vectors);
        var trials = new List<ClusterTrial>();
        var meter = new ProgressMeter(progress, "clusters", possible.Length, "numbers of clusters");
        var (best, most) = (Array.Empty<int>(), double.NegativeInfinity);
        foreach (var count in possible)
        {
            cancellation.ThrowIfCancellationRequested();
            var given = clusterer.Cluster(vectors, count, seed, cancellation);
            if (given.Count != vectors.size(0))
            {
                throw new EvaluationException(
                    FormattableString.Invariant(
                        $"the clusterer '{clusterer.Name}' gave {given.Count} labels for {Counted.Of(vectors.size(0), "vector")}; it must give one for each"
                    )
                );
            }

            var labels = Renumbered(given);
            var silhouette = Silhouette.Of(distances, labels);
            trials.Add(new ClusterTrial(count, silhouette));
            if (silhouette > most)
            {
                (best, most) = (labels, silhouette);
            }

            meter.Report(trials.Count);
        }

        return new ContextClusters { Labels = best, Trials = trials };
    }

    /// <summary>The clusters renumbered: the largest first, equal ones by their first context, without empty ones.</summary>
    private static int[] Renumbered(IReadOnlyList<int> labels)
    {
        var numbers = labels
            .Select((label, index) => (label, index))
            .GroupBy(pair => pair.label, pair => pair.index)
            .OrderByDescending(cluster => cluster.Count())
            .ThenBy(cluster => cluster.First())
            .Select((cluster, number) => (cluster.Key, number))
            .ToDictionary();
        return [.. labels.Select(label => numbers[label])];
    }

    /// <summary>Numbers of contexts and clusters.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"{Counted.Of(Labels.Count, "context")} in {Counted.Of(Count, "cluster")}");
}

/// <summary>A number of clusters that was tried.</summary>
/// <param name="Clusters">The number.</param>
/// <param name="Silhouette">The mean silhouette, from -1 to 1: how much nearer contexts are to their own cluster than to the next.</param>
[method: JsonConstructor] // Without it what a file lacks would be 0.
public readonly record struct ClusterTrial(int Clusters, double Silhouette);

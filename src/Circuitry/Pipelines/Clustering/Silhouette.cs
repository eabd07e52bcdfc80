using static TorchSharp.torch;

namespace Circuitry.Pipelines;

/// <summary>
/// How well vectors lie in their clusters (Rousseeuw 1987): of each, (b - a) / max(a, b) with the mean distance a to the others
/// of its cluster and the least mean distance b to another cluster; 0 of one that is alone in its cluster.
/// </summary>
internal static class Silhouette
{
    /// <summary>Cosine distances of vectors of length 1, float64, [vector, vector]; the caller's.</summary>
    public static Tensor Distances(Tensor vectors)
    {
        using var scope = NewDisposeScope();
        var rows = vectors.to(float64);
        var cosines = rows.matmul(rows.t());
        return Ops.Add(Ops.Scale(cosines, -1), 1).clamp_min(Scalars.Zero).MoveToOuterDisposeScope();
    }

    /// <summary>The mean over all vectors; -1 where there is one cluster only.</summary>
    /// <param name="distances">The distances, float64, [vector, vector].</param>
    /// <param name="labels">The number of each vector's cluster, from 0 without gaps.</param>
    public static double Of(Tensor distances, IReadOnlyList<int> labels)
    {
        var (count, clusters) = (labels.Count, labels.Max() + 1);
        if (clusters == 1)
        {
            return -1;
        }

        using var scope = NewDisposeScope();
        var members = new double[count * clusters];
        var sizes = new int[clusters];
        for (var i = 0; i < count; i++)
        {
            members[i * clusters + labels[i]] = 1;
            sizes[labels[i]]++;
        }

        var sums = TensorValues.ToArray<double>(distances.matmul(tensor(members, [count, clusters])));

        var total = 0.0;
        for (var i = 0; i < count; i++)
        {
            var own = labels[i];
            var row = sums.AsSpan(i * clusters, clusters);
            if (sizes[own] == 1)
            {
                continue;
            }

            var (within, next) = (row[own] / (sizes[own] - 1), double.PositiveInfinity);
            for (var other = 0; other < clusters; other++)
            {
                next = other == own ? next : Math.Min(next, row[other] / sizes[other]);
            }

            total += Math.Max(within, next) > 0 ? (next - within) / Math.Max(within, next) : 0;
        }

        return total / count;
    }
}

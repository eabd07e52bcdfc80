using static TorchSharp.torch;

namespace Circuitry.Pipelines;

/// <summary>The members of clusters, those most like their cluster first.</summary>
internal static class ClusterMembers
{
    /// <summary>The members of every cluster, by the cosine to the sum of its vectors.</summary>
    /// <param name="vectors">The vectors, of length 1, [context, column].</param>
    /// <param name="clusters">Their clusters.</param>
    public static IEnumerable<IReadOnlyList<int>> Of(Tensor vectors, ContextClusters clusters)
    {
        for (var number = 0; number < clusters.Count; number++)
        {
            int[] members = [.. Enumerable.Range(0, clusters.Labels.Count).Where(i => clusters.Labels[i] == number)];
            var likeness = Likeness(vectors, members);
            yield return
            [
                .. members
                    .Select((member, i) => (member, Likeness: likeness[i]))
                    .OrderByDescending(pair => pair.Likeness)
                    .ThenBy(pair => pair.member)
                    .Select(pair => pair.member),
            ];
        }
    }

    private static double[] Likeness(Tensor vectors, int[] members)
    {
        using var scope = NewDisposeScope();
        var rows = vectors.index_select(0, tensor(members.Select(member => (long)member).ToArray())).to(float64);
        return TensorValues.ToArray<double>(rows.matmul(Ops.Sum(rows, 0)));
    }
}

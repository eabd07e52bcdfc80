using static TorchSharp.torch;

namespace Circuitry.Tests;

public sealed class ContextClustersTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    public void Spectral_clustering_finds_blobs(double sharpness)
    {
        using var vectors = Blobs.Vectors(4);

        var labels = new SpectralClustering(new PlainKMeans(), sharpness).Cluster(vectors, 4, seed: 0);

        Assert.Equal(1, AdjustedRandIndex.Of(labels, Blobs.Labels(4)));
    }

    [Fact]
    public void Spectral_clustering_tells_rings_apart_by_their_neighbours()
    {
        // Two arcs of one plane that k-means, which wants balls, cuts across.
        using var vectors = Arcs(out var expected);

        var spectral = new SpectralClustering(new PlainKMeans(), sharpness: 60).Cluster(vectors, 2, seed: 0);
        var plain = new PlainKMeans().Cluster(vectors, 2, seed: 0);

        Assert.Equal(1, AdjustedRandIndex.Of(spectral, expected));
        Assert.InRange(AdjustedRandIndex.Of(plain, expected), -1, 0.9);
    }

    [Fact]
    public void The_number_of_clusters_with_the_largest_silhouette_is_taken_and_the_largest_cluster_comes_first()
    {
        using var vectors = Blobs.Vectors(5);
        using var some = vectors[20..];

        var clusters = ContextClusters.Of(some, new PlainKMeans(), [2, 3, 5, 8], 0, null, default);

        Assert.Equal(5, clusters.Count);
        Assert.Equal([2, 3, 5, 8], clusters.Trials.Select(trial => trial.Clusters));
        Assert.Equal(5, clusters.Trials.MaxBy(trial => trial.Silhouette).Clusters);
        Assert.Equal([.. Enumerable.Repeat(4, 10), .. Blobs.Labels(4)], clusters.Labels);
    }

    [Fact]
    public void The_silhouette_agrees_with_a_value_computed_by_hand()
    {
        using var distances = tensor(
            new double[,]
            {
                { 0, 1, 4, 4 },
                { 1, 0, 5, 5 },
                { 4, 5, 0, 2 },
                { 4, 5, 2, 0 },
            }
        );

        // (4 - 1) / 4, (5 - 1) / 5, and twice (4.5 - 2) / 4.5.
        Assert.Equal((0.75 + 0.8 + 5 / 4.5) / 4, Silhouette.Of(distances, [0, 0, 1, 1]), 12);
        // Those alone count 0: (4 - 1) / 4, (5 - 1) / 5.
        Assert.Equal((0.75 + 0.8) / 4, Silhouette.Of(distances, [0, 0, 1, 2]), 12);
    }

    [Fact]
    public void Too_few_contexts_are_an_error_with_a_remedy()
    {
        using var vectors = Blobs.Vectors(1);

        var error = Assert.Throws<EvaluationException>(() =>
            ContextClusters.Of(vectors, new PlainKMeans(), [40, 50], 0, null, default)
        );

        Assert.Contains("30 contexts cannot be divided into 40 clusters", error.Message, StringComparison.Ordinal);
    }

    private static Tensor Arcs(out int[] expected)
    {
        const int many = 90;
        var numbers = new List<float>();
        for (var i = 0; i < many; i++)
        {
            // Angles of 0 to 2 and of 2.6 to 2.8.
            var angle = i < 80 ? 2.0 * i / 79 : 2.6 + 0.2 * (i - 80) / 9;
            numbers.AddRange([(float)Math.Cos(angle), (float)Math.Sin(angle)]);
        }

        expected = [.. Enumerable.Range(0, many).Select(i => i < 80 ? 0 : 1)];
        return tensor(numbers.ToArray(), [many, 2]);
    }
}

using TorchSharp;
using static TorchSharp.torch;

namespace Circuitry.Pipelines;

/// <summary>
/// Spectral clustering (Ng, Jordan and Weiss 2001) of angular similarities, 1 - arccos(cosine) / pi, as "Sparse Feature Circuits"
/// has it: the rows of the normalised Laplacian's lowest eigenvectors, normalised, are clustered by k-means.
/// </summary>
/// <param name="kMeans">The algorithm that clusters the rows.</param>
/// <param name="sharpness">The power of the similarities: the higher, the less weak similarities count.</param>
public sealed class SpectralClustering(IClusterer kMeans, double sharpness = 1) : IClusterer
{
    /// <inheritdoc/>
    public string Name =>
        FormattableString.Invariant($"spectral, similarities to the power {sharpness:R}, {kMeans.Name}");

    /// <inheritdoc/>
    /// <exception cref="EvaluationException">There are fewer vectors than clusters.</exception>
    public IReadOnlyList<int> Cluster(Tensor vectors, int clusters, int seed, CancellationToken cancellation = default)
    {
        if (clusters < 1 || clusters > vectors.size(0))
        {
            throw new EvaluationException(
                FormattableString.Invariant(
                    $"{Counted.Of(vectors.size(0), "vector")} cannot be divided into {Counted.Of(clusters, "cluster")}; ask for 1 to as many as there are vectors"
                )
            );
        }

        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        var similarity = Similarity(vectors);
        var root = Ops.Sum(similarity, 1).rsqrt();
        var normalised = similarity * root.unsqueeze(0) * root.unsqueeze(1);
        cancellation.ThrowIfCancellationRequested();
        // The lowest eigenvectors of 1 - S are the highest of S; eigh sorts upwards.
        var (_, eigenvectors) = linalg.eigh(normalised);
        cancellation.ThrowIfCancellationRequested();
        var rows = eigenvectors.narrow(1, eigenvectors.size(1) - clusters, clusters);
        var lengths = Ops.Sum(Ops.Square(rows), 1, keepDim: true).sqrt().clamp_min(Scalars.Of(1e-12));
        return kMeans.Cluster(rows.div(lengths).to(float32), clusters, seed, cancellation);
    }

    private Tensor Similarity(Tensor vectors)
    {
        using var scope = NewDisposeScope();
        var rows = vectors.to(float64);
        var lengths = Ops.Sum(Ops.Square(rows), 1, keepDim: true).sqrt().clamp_min(Scalars.Of(1e-12));
        var unit = rows.div(lengths);
        var cosine = unit.matmul(unit.t()).clamp(Scalars.MinusOne, Scalars.One);
        var angular = Ops.Scale(cosine.acos(), -1 / Math.PI).add(Scalars.One, Scalars.One);
        using var power = sharpness.ToScalar();
        return angular.pow(power).MoveToOuterDisposeScope();
    }
}

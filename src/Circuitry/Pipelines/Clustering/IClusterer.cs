using static TorchSharp.torch;

namespace Circuitry.Pipelines;

/// <summary>Divides vectors into clusters.</summary>
public interface IClusterer
{
    /// <summary>The name in files and reports, with every setting that affects the result.</summary>
    string Name { get; }

    /// <summary>Divides vectors; the same ones, number and seed give the same clusters.</summary>
    /// <param name="vectors">The vectors, float32 on the processor, [vector, column].</param>
    /// <param name="clusters">The number of clusters.</param>
    /// <param name="seed">Seed.</param>
    /// <param name="cancellation">Stops it, if the algorithm can be stopped.</param>
    /// <returns>The number of each vector's cluster, from 0.</returns>
    IReadOnlyList<int> Cluster(Tensor vectors, int clusters, int seed, CancellationToken cancellation = default);
}

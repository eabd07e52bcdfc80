using static TorchSharp.torch;

namespace Circuitry.Benchmarks;

/// <summary>
/// Untrained weights in which effects are spread over orders of magnitude, as they are in trained models. As drawn, attention
/// is uniform, heads write a twentieth of what an MLP writes, and all heads matter alike, so that there is no circuit to find.
/// </summary>
internal static class SpreadWeights
{
    private const int Seed = 0;
    private const double QueryKeyValueScale = 3;
    private const double HeadOutputScale = 2;
    private const double UnembeddingScale = 4;

    /// <summary>What a head or an MLP writes is scaled by exp(this * z), z normal.</summary>
    private const double Spread = 1.5;

    /// <summary>Draws them.</summary>
    public static TransformerWeights Of(Architecture architecture)
    {
        var weights = TransformerWeights.Random(architecture, Seed);
        var random = new Random(Seed);
        using var gradients = no_grad();
        foreach (var layer in weights.Layers)
        {
            layer.W_QKV.mul_(Scalars.Of(QueryKeyValueScale));
            for (var head = 0; head < architecture.Heads; head++)
            {
                using var rows = layer.W_O.narrow(0, head * architecture.HeadWidth, architecture.HeadWidth);
                rows.mul_(Scalars.Of(HeadOutputScale * Factor()));
            }

            layer.W_out!.mul_(Scalars.Of(Factor()));
        }

        weights.W_U.mul_(Scalars.Of(UnembeddingScale));
        return weights;

        // Box and Muller's transform.
        double Factor() =>
            Math.Exp(
                Spread * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())
            );
    }
}

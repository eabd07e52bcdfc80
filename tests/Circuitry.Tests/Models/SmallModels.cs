using TorchSharp;
using static TorchSharp.torch;

namespace Circuitry.Tests;

/// <summary>Untrained models in float64 whose every weight, biases and norms included, is large enough to matter.</summary>
internal static class SmallModels
{
    public static TModel Make<TModel>(int seed = 1, double scale = 0.4)
        where TModel : TransformerModel, ITransformer<TModel> => TModel.From(Weights(TModel.Declared, seed, scale));

    public static TransformerWeights Weights(Architecture architecture, int seed, double scale = 0.4)
    {
        var weights = TransformerWeights.Random(architecture, seed, ScalarType.Float64);
        using var generator = new Generator((ulong)seed, CPU);
        foreach (var tensor in weights.Tensors)
        {
            using var noise = randn(tensor.shape, dtype: ScalarType.Float64, generator: generator);
            using var scaled = Ops.Scale(noise, scale);
            tensor.add_(scaled, Scalars.One);
        }

        return weights;
    }
}

using TorchSharp;
using static TorchSharp.torch;

namespace Circuitry.Tests;

/// <summary>Autoencoders in float64 for tests.</summary>
internal static class Autoencoders
{
    public const int InputWidth = 5;
    public const int Width = 9;

    public static FeatureSite Site { get; } = FeatureSite.Residual(0);

    public static IReadOnlyList<string> Kinds { get; } = ["relu", "gated", "topk", "batchtopk", "jumprelu"];

    public static Tensor Numbers(params double[] values) => tensor(values, float64);

    public static Tensor Rows(double[,] values) => tensor(values, float64);

    public static Tensor Normal(ulong seed, params long[] shape)
    {
        using var generator = new Generator(seed, CPU);
        return randn(shape, dtype: float64, generator: generator);
    }

    /// <summary>Random weights in which nothing is zero or one.</summary>
    public static SparseAutoencoder Random(
        string kind,
        InputNormalization normalization = InputNormalization.None,
        bool subtracts = true,
        int inputWidth = InputWidth,
        int width = Width,
        FeatureSite? site = null
    ) =>
        new(
            site ?? Site,
            Normal(1, inputWidth, width),
            kind == "gated" ? null : Normal(2, width),
            Normal(3, width, inputWidth),
            Normal(4, inputWidth),
            kind switch
            {
                "relu" => DictionaryActivation.Relu(),
                "gated" => DictionaryActivation.Gated(Normal(5, width), Normal(6, width), Normal(7, width)),
                "topk" => DictionaryActivation.TopK(3),
                "batchtopk" => DictionaryActivation.BatchTopK(3, 0.4),
                _ => DictionaryActivation.JumpRelu(Normal(8, width).abs()),
            }
        )
        {
            SubtractsDecoderBias = subtracts,
            Normalization = normalization,
        };

    public static double[] Values(Tensor tensor)
    {
        using var contiguous = tensor.detach().to(float64).contiguous();
        return contiguous.data<double>().ToArray();
    }
}

using TorchSharp;
using static TorchSharp.torch;

namespace Circuitry.Weights;

/// <summary>Untrained weights, initialised as GPT-2 was.</summary>
internal static class RandomWeights
{
    private const double Deviation = 0.02;

    /// <summary>Draws the weights of an architecture.</summary>
    /// <remarks>
    /// Drawn in float64 on the CPU and then converted, so that one seed is one model in every number type and on every device.
    /// </remarks>
    public static TransformerWeights Draw(Architecture a, int seed, ScalarType numberType, Device device)
    {
        ArchitectureReader.Check(a);
        TorchRuntime.Start();
        using var scope = NewDisposeScope();
        using var generator = new Generator((ulong)(uint)seed, CPU);

        // What adds to the stream is drawn smaller, by the root of the number of additions.
        var additions = a.AttentionOnly ? a.Layers : 2 * a.Layers;
        var addition = Deviation / Math.Sqrt(additions);
        var embedding = Normal(Deviation, a.Vocabulary, a.ModelWidth);
        var weights = new TransformerWeights
        {
            Architecture = a,
            W_E = embedding,
            W_pos = a.Positions.Kind == PositionEmbedding.Learned ? Normal(Deviation, a.Context, a.ModelWidth) : null,
            Layers = [.. Enumerable.Range(0, a.Layers).Select(_ => DrawLayer())],
            EmbeddingNormScale = Ones(a.Embedding.Norm && a.Norm.HasScale, a.ModelWidth),
            EmbeddingNormBias = Zeros(a.Embedding.Norm && a.Norm.HasBias, a.ModelWidth),
            FinalNormScale = Ones(a.Norm.IsFinal && a.Norm.HasScale, a.ModelWidth),
            FinalNormBias = Zeros(a.Norm.IsFinal && a.Norm.HasBias, a.ModelWidth),
            W_U =
                a.Embedding.Tied && a.OutputVocabulary == a.Vocabulary
                    ? Layout.Transpose(embedding.clone())
                    : Normal(Deviation, a.ModelWidth, a.OutputVocabulary),
            b_U = Zeros(a.Logits.Bias, a.OutputVocabulary),
        };
        foreach (var tensor in weights.Tensors)
        {
            tensor.DetachFromDisposeScope();
        }

        return weights;

        LayerWeights DrawLayer()
        {
            var z = a.Heads * a.HeadWidth;
            var qkv = z + (2 * a.KeyValueHeads * a.HeadWidth);
            var k = a.KeyValueHeads * a.HeadWidth;
            var mlp = !a.AttentionOnly;
            var (before, behind) = (a.Norm.IsBefore, a.Norm.IsBehind);
            var ofHeads = a.Attention.QueryKeyNorm;
            return new LayerWeights
            {
                Norm1Scale = Ones(before && a.Norm.HasScale, a.ModelWidth),
                Norm1Bias = Zeros(before && a.Norm.HasBias, a.ModelWidth),
                W_QKV = Normal(Deviation, a.ModelWidth, qkv),
                b_QKV = Zeros(a.Attention.QueryKeyValueBias, qkv),
                QueryNormScale = Ones(ofHeads is { HasScale: true }, z),
                QueryNormBias = Zeros(ofHeads is { HasBias: true }, z),
                KeyNormScale = Ones(ofHeads is { HasScale: true }, k),
                KeyNormBias = Zeros(ofHeads is { HasBias: true }, k),
                W_O = Normal(addition, z, a.ModelWidth),
                b_O = Zeros(a.Attention.OutputBias, a.ModelWidth),
                PostNorm1Scale = Ones(behind && a.Norm.HasScale, a.ModelWidth),
                PostNorm1Bias = Zeros(behind && a.Norm.HasBias, a.ModelWidth),
                Norm2Scale = Ones(mlp && before && a.Norm.HasScale, a.ModelWidth),
                Norm2Bias = Zeros(mlp && before && a.Norm.HasBias, a.ModelWidth),
                W_in = mlp ? Normal(Deviation, a.ModelWidth, a.MlpWidth) : null,
                b_in = Zeros(a.Mlp is { Bias: true }, a.MlpWidth),
                W_gate = a.Mlp is { Gated: true } ? Normal(Deviation, a.ModelWidth, a.MlpWidth) : null,
                b_gate = Zeros(a.Mlp is { Gated: true, GateBias: true }, a.MlpWidth),
                W_out = mlp ? Normal(addition, a.MlpWidth, a.ModelWidth) : null,
                b_out = Zeros(a.Mlp is { Bias: true }, a.ModelWidth),
                PostNorm2Scale = Ones(mlp && behind && a.Norm.HasScale, a.ModelWidth),
                PostNorm2Bias = Zeros(mlp && behind && a.Norm.HasBias, a.ModelWidth),
            };
        }

        Tensor Normal(double deviation, params long[] shape)
        {
            using var drawn = randn(shape, dtype: ScalarType.Float64, generator: generator);
            using var factor = deviation.ToScalar();
            using var scaled = drawn.mul_(factor).to(numberType);
            return scaled.to(device);
        }

        Tensor? Ones(bool present, int size) => present ? ones(size, dtype: numberType, device: device) : null;

        Tensor? Zeros(bool present, int size) => present ? zeros(size, dtype: numberType, device: device) : null;
    }
}

using static TorchSharp.torch;

namespace Circuitry.Experiments;

/// <summary>Weights under the names of Hugging Face's GPT-2, whose unembedding is the embedding.</summary>
internal static class Gpt2Names
{
    public static IEnumerable<(string Name, Tensor Tensor)> Of(TransformerWeights weights) =>
        Outer(weights)
            .Concat(
                weights.Layers.SelectMany((layer, i) => Layer(layer, FormattableString.Invariant($"transformer.h.{i}")))
            );

    private static IEnumerable<(string Name, Tensor Tensor)> Outer(TransformerWeights weights) =>
        [
            ("transformer.wte.weight", weights.W_E),
            ("transformer.wpe.weight", weights.W_pos!),
            ("transformer.ln_f.weight", weights.FinalNormScale!),
            ("transformer.ln_f.bias", weights.FinalNormBias!),
        ];

    private static IEnumerable<(string Name, Tensor Tensor)> Layer(LayerWeights layer, string h) =>
        [
            ($"{h}.ln_1.weight", layer.Norm1Scale!),
            ($"{h}.ln_1.bias", layer.Norm1Bias!),
            ($"{h}.attn.c_attn.weight", layer.W_QKV),
            ($"{h}.attn.c_attn.bias", layer.b_QKV!),
            ($"{h}.attn.c_proj.weight", layer.W_O),
            ($"{h}.attn.c_proj.bias", layer.b_O!),
            ($"{h}.ln_2.weight", layer.Norm2Scale!),
            ($"{h}.ln_2.bias", layer.Norm2Bias!),
            ($"{h}.mlp.c_fc.weight", layer.W_in!),
            ($"{h}.mlp.c_fc.bias", layer.b_in!),
            ($"{h}.mlp.c_proj.weight", layer.W_out!),
            ($"{h}.mlp.c_proj.bias", layer.b_out!),
        ];
}

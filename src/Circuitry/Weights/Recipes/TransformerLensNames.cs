using TorchSharp;
using static TorchSharp.torch;

namespace Circuitry.Weights;

/// <summary>Canonical weights under TransformerLens names and shapes: what <see cref="TransformerLensFamily"/> reads, backwards.</summary>
internal static class TransformerLensNames
{
    /// <summary>Every tensor of a model, as views where possible, in the order of <see cref="TransformerWeights.Tensors"/>.</summary>
    public static IEnumerable<(string Name, Tensor Tensor)> Of(TransformerWeights weights)
    {
        var model = new (string, Tensor?)[]
        {
            ("embed.W_E", weights.W_E),
            ("embed.ln.w", weights.EmbeddingNormScale),
            ("embed.ln.b", weights.EmbeddingNormBias),
            ("pos_embed.W_pos", weights.W_pos),
            ("ln_final.w", weights.FinalNormScale),
            ("ln_final.b", weights.FinalNormBias),
            ("unembed.W_U", weights.W_U),
            ("unembed.b_U", weights.b_U),
        };
        var layers = weights.Layers.SelectMany(
            (layer, index) => OfLayer(weights.Architecture, layer, $"blocks.{index}")
        );
        return model.Concat(layers).Where(pair => pair.Item2 is not null).Select(pair => (pair.Item1, pair.Item2!));
    }

    private static IEnumerable<(string Name, Tensor? Tensor)> OfLayer(Architecture a, LayerWeights layer, string block)
    {
        // TransformerLens keeps grouped keys and values under a leading underscore.
        var group = a.KeyValueHeads == a.Heads ? "" : "_";
        // A norm that only stands behind has the name of the one in front.
        var post = a.Norm.IsBefore ? "_post" : "";
        var (attention, mlp) = ($"{block}.attn", $"{block}.mlp");
        var (query, key, value) = Ranges(a);
        return
        [
            ($"{block}.ln1.w", layer.Norm1Scale),
            ($"{block}.ln1.b", layer.Norm1Bias),
            ($"{attention}.W_Q", Heads(layer.W_QKV, query, a.HeadWidth)),
            ($"{attention}.{group}W_K", Heads(layer.W_QKV, key, a.HeadWidth)),
            ($"{attention}.{group}W_V", Heads(layer.W_QKV, value, a.HeadWidth)),
            ($"{attention}.b_Q", BiasHeads(layer.b_QKV, query, a.HeadWidth)),
            ($"{attention}.{group}b_K", BiasHeads(layer.b_QKV, key, a.HeadWidth)),
            ($"{attention}.{group}b_V", BiasHeads(layer.b_QKV, value, a.HeadWidth)),
            ($"{attention}.q_norm.w", HeadNorm(a, layer.QueryNormScale)),
            ($"{attention}.q_norm.b", HeadNorm(a, layer.QueryNormBias)),
            ($"{attention}.k_norm.w", HeadNorm(a, layer.KeyNormScale)),
            ($"{attention}.k_norm.b", HeadNorm(a, layer.KeyNormBias)),
            ($"{attention}.W_O", layer.W_O.view(a.Heads, a.HeadWidth, a.ModelWidth)),
            ($"{attention}.b_O", layer.b_O),
            ($"{block}.ln1{post}.w", layer.PostNorm1Scale),
            ($"{block}.ln1{post}.b", layer.PostNorm1Bias),
            ($"{block}.ln2.w", layer.Norm2Scale),
            ($"{block}.ln2.b", layer.Norm2Bias),
            ($"{mlp}.W_in", layer.W_in),
            ($"{mlp}.b_in", layer.b_in),
            ($"{mlp}.W_gate", layer.W_gate),
            ($"{mlp}.b_gate", layer.b_gate),
            ($"{mlp}.W_out", layer.W_out),
            ($"{mlp}.b_out", layer.b_out),
            ($"{block}.ln2{post}.w", layer.PostNorm2Scale),
            ($"{block}.ln2{post}.b", layer.PostNorm2Bias),
        ];
    }

    private static ((int, int) Query, (int, int) Key, (int, int) Value) Ranges(Architecture a) =>
        ((0, a.Heads), (a.Heads, a.KeyValueHeads), (a.Heads + a.KeyValueHeads, a.KeyValueHeads));

    // [d_model, head * d_head] -> [head, d_model, d_head] of the heads in range.
    private static Tensor Heads(Tensor columns, (int First, int Count) range, int headWidth) =>
        columns
            .narrow(1, range.First * headWidth, range.Count * headWidth)
            .unflatten(1, range.Count, headWidth)
            .permute(1, 0, 2);

    // [head * d_head] -> [head, d_head] of the heads in range.
    private static Tensor? BiasHeads(Tensor? bias, (int First, int Count) range, int headWidth) =>
        bias?.narrow(0, range.First * headWidth, range.Count * headWidth).view(range.Count, headWidth);

    // [head * d_head] -> [head, d_head], unless the heads are normed together.
    private static Tensor? HeadNorm(Architecture a, Tensor? parameters) =>
        a.Attention.QueryKeyNorm is { Whole: true } ? parameters : parameters?.view(-1, a.HeadWidth);
}

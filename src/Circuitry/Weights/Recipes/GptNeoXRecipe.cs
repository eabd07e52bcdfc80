namespace Circuitry.Weights;

/// <summary><c>GPTNeoXForCausalLM</c> (Pythia): matrices are stored [out, in] and all transposed.</summary>
/// <remarks>
/// The rows of <c>query_key_value.weight</c> are (head, {query, key, value}, d_head): row
/// h * 3 * d_head + x * d_head + k. The columns of <c>dense.weight</c> are (head, d_head).
/// </remarks>
internal sealed class GptNeoXRecipe : IRecipe
{
    private const string Embedding = "gpt_neox.embed_in.weight";

    public ModelFamily Family => ModelFamily.GptNeoX;

    public IReadOnlyList<string> EmbeddingNames { get; } = [Embedding];

    public TransformerWeights Read(StoredTensors stored)
    {
        var a = stored.Architecture;
        stored.Require(
            a.Normalization == Normalization.LayerNorm,
            null,
            "LayerNorm, as GPT-NeoX files hold it",
            $"{a.Normalization}"
        );
        stored.Require(
            a.Positions != PositionEmbedding.Learned,
            null,
            "no learned positions, as GPT-NeoX files hold none",
            $"{a.Positions}"
        );
        stored.Require(
            !a.GatedMlp && !a.AttentionOnly,
            null,
            "an MLP without gate, as GPT-NeoX files hold it",
            "another MLP"
        );
        stored.Require(
            a.KeyValueHeads == a.Heads,
            null,
            "as many key and value heads as heads",
            "grouped key and value heads"
        );

        return new TransformerWeights
        {
            Architecture = a,
            W_E = stored.Take(Embedding, a.Vocabulary, a.ModelWidth),
            Layers = [.. Enumerable.Range(0, a.Layers).Select(layer => ReadLayer(stored, $"gpt_neox.layers.{layer}"))],
            FinalNormScale = stored.Take("gpt_neox.final_layer_norm.weight", a.ModelWidth),
            FinalNormBias = stored.Take("gpt_neox.final_layer_norm.bias", a.ModelWidth),
            W_U = Unembedding.Read(stored, Embedding, "embed_out.weight"),
            b_U = stored.TakeIf(a.UnembedBias, "embed_out.bias", a.OutputVocabulary),
        };
    }

    private static LayerWeights ReadLayer(StoredTensors stored, string layer)
    {
        var a = stored.Architecture;
        var z = a.Heads * a.HeadWidth;
        var (attention, mlp) = ($"{layer}.attention", $"{layer}.mlp");

        // The causal mask, the number it masks with, and the rotary frequencies, which the architecture gives.
        stored.Ignore($"{attention}.bias", $"{attention}.masked_bias", $"{attention}.rotary_emb.inv_freq");
        return new LayerWeights
        {
            Norm1Scale = stored.Take($"{layer}.input_layernorm.weight", a.ModelWidth),
            Norm1Bias = stored.Take($"{layer}.input_layernorm.bias", a.ModelWidth),
            W_QKV = Layout.InterleavedRowsToColumns(
                stored.Take($"{attention}.query_key_value.weight", 3 * z, a.ModelWidth),
                a.Heads
            ),
            b_QKV = Layout.InterleavedBias(
                stored.TakeIf(a.QueryKeyValueBias, $"{attention}.query_key_value.bias", 3 * z),
                a.Heads
            ),
            W_O = Layout.Transpose(stored.Take($"{attention}.dense.weight", a.ModelWidth, z)),
            b_O = stored.TakeIf(a.AttentionOutputBias, $"{attention}.dense.bias", a.ModelWidth),
            Norm2Scale = stored.Take($"{layer}.post_attention_layernorm.weight", a.ModelWidth),
            Norm2Bias = stored.Take($"{layer}.post_attention_layernorm.bias", a.ModelWidth),
            W_in = Layout.Transpose(stored.Take($"{mlp}.dense_h_to_4h.weight", a.MlpWidth, a.ModelWidth)),
            b_in = stored.TakeIf(a.MlpBias, $"{mlp}.dense_h_to_4h.bias", a.MlpWidth),
            W_out = Layout.Transpose(stored.Take($"{mlp}.dense_4h_to_h.weight", a.ModelWidth, a.MlpWidth)),
            b_out = stored.TakeIf(a.MlpBias, $"{mlp}.dense_4h_to_h.bias", a.ModelWidth),
        };
    }
}

namespace Circuitry.Weights;

/// <summary><c>LlamaForCausalLM</c> and <c>MistralForCausalLM</c>: matrices are stored [out, in] and all transposed.</summary>
/// <remarks>
/// The rows of <c>q_proj</c> are (head, d_head), of <c>k_proj</c> and <c>v_proj</c> (key_value_head, d_head); the columns
/// of <c>o_proj</c> are (head, d_head). <c>gate_proj</c> is the gate, <c>up_proj</c> the linear path W_in. Queries and keys
/// are stored for rotary pairs (i, i + d_head/2), as <see cref="RotaryEmbedding"/> has them.
/// </remarks>
internal sealed class LlamaRecipe : IRecipe
{
    public const string Embedding = "model.embed_tokens.weight";

    public ModelFamily Family => ModelFamily.Llama;

    public IReadOnlyList<string> EmbeddingNames { get; } = [Embedding];

    public TransformerWeights Read(StoredTensors stored)
    {
        var a = stored.Architecture;
        stored.Require(
            a.Normalization == Normalization.RmsNorm,
            null,
            "RmsNorm, as Llama files hold it",
            $"{a.Normalization}"
        );
        stored.Require(
            a.Positions != PositionEmbedding.Learned,
            null,
            "no learned positions, as Llama files hold none",
            $"{a.Positions}"
        );
        stored.Require(
            a.GatedMlp && !a.AttentionOnly,
            null,
            "a gated MLP, as Llama files hold it",
            a.AttentionOnly ? "no MLP" : "an MLP without gate"
        );

        stored.Require(
            !a.MlpBias || a.GateHasBias,
            null,
            "no biases of the MLP, or such as Llama files hold",
            "those of TransformerLens, which are added after the product with the gate"
        );

        // Older files repeat the rotary frequencies, which the architecture gives.
        stored.Ignore("model.rotary_emb.inv_freq");
        return new TransformerWeights
        {
            Architecture = a,
            W_E = stored.Take(Embedding, a.Vocabulary, a.ModelWidth),
            Layers = [.. Enumerable.Range(0, a.Layers).Select(layer => ReadLayer(stored, $"model.layers.{layer}"))],
            FinalNormScale = stored.Take("model.norm.weight", a.ModelWidth),
            W_U = Unembedding.Read(stored, Embedding, "lm_head.weight"),
            b_U = stored.TakeIf(a.UnembedBias, "lm_head.bias", a.OutputVocabulary),
        };
    }

    private static LayerWeights ReadLayer(StoredTensors stored, string layer)
    {
        var a = stored.Architecture;
        var z = a.Heads * a.HeadWidth;
        var kv = a.KeyValueHeads * a.HeadWidth;
        var (attention, mlp) = ($"{layer}.self_attn", $"{layer}.mlp");
        stored.Ignore($"{attention}.rotary_emb.inv_freq");
        return new LayerWeights
        {
            Norm1Scale = stored.Take($"{layer}.input_layernorm.weight", a.ModelWidth),
            W_QKV = Layout.Transpose(
                Layout.Join(
                    0,
                    stored.Take($"{attention}.q_proj.weight", z, a.ModelWidth),
                    stored.Take($"{attention}.k_proj.weight", kv, a.ModelWidth),
                    stored.Take($"{attention}.v_proj.weight", kv, a.ModelWidth)
                )
            ),
            b_QKV = Layout.JoinBias(
                stored.TakeIf(a.QueryKeyValueBias, $"{attention}.q_proj.bias", z),
                stored.TakeIf(a.QueryKeyValueBias, $"{attention}.k_proj.bias", kv),
                stored.TakeIf(a.QueryKeyValueBias, $"{attention}.v_proj.bias", kv)
            ),
            W_O = Layout.Transpose(stored.Take($"{attention}.o_proj.weight", a.ModelWidth, z)),
            b_O = stored.TakeIf(a.AttentionOutputBias, $"{attention}.o_proj.bias", a.ModelWidth),
            Norm2Scale = stored.Take($"{layer}.post_attention_layernorm.weight", a.ModelWidth),
            W_in = Layout.Transpose(stored.Take($"{mlp}.up_proj.weight", a.MlpWidth, a.ModelWidth)),
            b_in = stored.TakeIf(a.MlpBias, $"{mlp}.up_proj.bias", a.MlpWidth),
            W_gate = Layout.Transpose(stored.Take($"{mlp}.gate_proj.weight", a.MlpWidth, a.ModelWidth)),
            b_gate = stored.TakeIf(a.MlpBias, $"{mlp}.gate_proj.bias", a.MlpWidth),
            W_out = Layout.Transpose(stored.Take($"{mlp}.down_proj.weight", a.ModelWidth, a.MlpWidth)),
            b_out = stored.TakeIf(a.MlpBias, $"{mlp}.down_proj.bias", a.ModelWidth),
        };
    }
}

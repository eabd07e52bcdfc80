namespace Circuitry.Models;

/// <summary>The names that Llama's files use for weights, which many families share in whole or in part. Matrices are stored [out, in].</summary>
/// <remarks>
/// The rows of <c>q_proj</c> are (head, d_head), of <c>k_proj</c> and <c>v_proj</c> (key_value_head, d_head); the columns
/// of <c>o_proj</c> are (head, d_head). <c>gate_proj</c> is the gate, <c>up_proj</c> the linear path W_in.
/// </remarks>
internal static class DecoderTensors
{
    /// <summary>The beginning of the names of a block.</summary>
    public const string L = Family.Prefix + "layers." + Family.Layer;

    /// <summary>Files of the model without its unembedding lack the prefix.</summary>
    public static IReadOnlyList<string> Prefixes { get; } = ["model.", ""];

    /// <summary>The prefixes, and those of the decoder within a model that sees pictures, as older and newer files have them.</summary>
    public static IReadOnlyList<string> PrefixesWithin { get; } =
    [.. Prefixes, "language_model.model.", "model.language_model."];

    /// <summary>Rotary frequencies, which older files repeat and the architecture gives.</summary>
    public static IReadOnlyList<string> Buffers { get; } =
    [Family.Prefix + "rotary_emb.inv_freq", L + ".self_attn.rotary_emb.inv_freq"];

    /// <summary>The embedding and the unembedding.</summary>
    public static IReadOnlyList<TensorRow> Embeddings { get; } =
    [
        new("{prefix}embed_tokens.weight", Weight.W_E),
        new("lm_head.weight", Weight.W_U, StoredLayout.Transposed),
        new("lm_head.bias", Weight.b_U),
    ];

    /// <summary>The scale of the final norm.</summary>
    public static TensorRow FinalNorm { get; } = new("{prefix}norm.weight", Weight.FinalNormScale);

    /// <summary>Queries, keys, values and the output of attention.</summary>
    public static IReadOnlyList<TensorRow> Attention { get; } = [.. QueriesKeysValues(), .. Output("o_proj")];

    /// <summary>The gated MLP.</summary>
    public static IReadOnlyList<TensorRow> GatedMlp { get; } =
    [
        new(L + ".mlp.up_proj.weight", Weight.W_in, StoredLayout.Transposed),
        new(L + ".mlp.up_proj.bias", Weight.b_in),
        new(L + ".mlp.gate_proj.weight", Weight.W_gate, StoredLayout.Transposed),
        new(L + ".mlp.gate_proj.bias", Weight.b_gate),
        new(L + ".mlp.down_proj.weight", Weight.W_out, StoredLayout.Transposed),
        new(L + ".mlp.down_proj.bias", Weight.b_out),
    ];

    /// <summary>Everything of Llama: the norms stand in front of attention and of the MLP.</summary>
    public static IReadOnlyList<TensorRow> All { get; } =
    [
        .. Embeddings,
        FinalNorm,
        .. Attention,
        .. GatedMlp,
        new(L + ".input_layernorm.weight", Weight.Norm1Scale),
        new(L + ".post_attention_layernorm.weight", Weight.Norm2Scale),
    ];

    /// <summary>The scales of norms of queries and keys.</summary>
    /// <param name="layout">How they lie.</param>
    public static IReadOnlyList<TensorRow> QueryKeyNorms(StoredLayout layout) =>
        [
            new(L + ".self_attn.q_norm.weight", Weight.QueryNormScale, layout),
            new(L + ".self_attn.k_norm.weight", Weight.KeyNormScale, layout),
        ];

    /// <summary>The output of attention under a name of its own.</summary>
    public static IReadOnlyList<TensorRow> Output(string name) =>
        [
            new($"{L}.self_attn.{name}.weight", Weight.W_O, StoredLayout.Transposed),
            new($"{L}.self_attn.{name}.bias", Weight.b_O),
        ];

    /// <summary>Queries, keys and values.</summary>
    public static IReadOnlyList<TensorRow> QueriesKeysValues() =>
        [
            new(L + ".self_attn.q_proj.weight", Weight.W_Q, StoredLayout.Transposed),
            new(L + ".self_attn.k_proj.weight", Weight.W_K, StoredLayout.Transposed),
            new(L + ".self_attn.v_proj.weight", Weight.W_V, StoredLayout.Transposed),
            new(L + ".self_attn.q_proj.bias", Weight.b_Q),
            new(L + ".self_attn.k_proj.bias", Weight.b_K),
            new(L + ".self_attn.v_proj.bias", Weight.b_V),
        ];

    /// <summary>A norm with scale and bias.</summary>
    public static IReadOnlyList<TensorRow> LayerNorm(string name, Weight scale, Weight bias) =>
        [new(name + ".weight", scale), new(name + ".bias", bias)];

    /// <summary>A norm in front of attention and of the MLP, which both read its output.</summary>
    public static IReadOnlyList<TensorRow> SharedLayerNorm(string name) =>
        [
            .. LayerNorm(name, Weight.Norm1Scale, Weight.Norm1Bias),
            .. LayerNorm(name, Weight.Norm2Scale, Weight.Norm2Bias),
        ];

    /// <summary>The rows with scales of norms that are stored as offsets from one.</summary>
    public static IEnumerable<TensorRow> OffsetNorms(IEnumerable<TensorRow> rows) =>
        rows.Select(row => WeightTable.IsNormScale(row.Weight) ? row with { AddsOne = true } : row);
}

namespace Circuitry.Generators;

/// <summary>TransformerLens's names of hook sites and their paths in the emitted tree.</summary>
internal static class HookNameTable
{
    /// <summary>Names outside the blocks.</summary>
    public static IReadOnlyList<(string Name, string Path)> Outside { get; } =
    [
        ("hook_embed", "TokenEmbedding"),
        ("hook_embed", "Input"),
        ("hook_pos_embed", "PositionalEmbedding"),
        ("ln_final.hook_scale", "FinalNormScale"),
        ("ln_final.hook_normalized", "FinalNormNormalized"),
        ("unembed.hook_in", "UnembedInput"),
        ("unembed.hook_out", "Logits"),
    ];

    /// <summary>Names in a block, after <c>blocks.9.</c>: the path of the whole layer's value, and of one head's where there is one.</summary>
    public static IReadOnlyList<(string Name, string Path, string? OfHead)> InBlock { get; } =
    [
        ("hook_resid_pre", "ResidualPre", null),
        ("hook_attn_in", "AttentionInput", "AttentionInput"),
        ("hook_q_input", "QueryInput", "QueryInput"),
        ("hook_k_input", "KeyInput", "KeyInput"),
        ("hook_v_input", "ValueInput", "ValueInput"),
        ("ln1.hook_scale", "Norm1Scale", null),
        ("ln1.hook_normalized", "Norm1Normalized", null),
        ("attn.hook_q", "Query", "Query"),
        ("attn.hook_k", "Key", "Key"),
        ("attn.hook_v", "Value", "Value"),
        ("attn.hook_rot_q", "RotatedQuery", "RotatedQuery"),
        ("attn.hook_rot_k", "RotatedKey", "RotatedKey"),
        ("attn.hook_attn_scores", "AttentionScores", "Scores"),
        ("attn.hook_pattern", "AttentionPattern", "Pattern"),
        ("attn.hook_z", "MixedValue", "MixedValue"),
        ("attn.hook_result", "HeadOutput", "Output"),
        ("hook_attn_out", "AttentionOutput", null),
        ("hook_resid_mid", "ResidualMid", null),
        ("hook_mlp_in", "Mlp.Input", null),
        ("ln2.hook_scale", "Norm2Scale", null),
        ("ln2.hook_normalized", "Norm2Normalized", null),
        ("mlp.hook_pre", "Mlp.Pre", null),
        ("mlp.hook_pre_linear", "Mlp.PreLinear", null),
        ("mlp.hook_post", "Mlp.Post", null),
        ("hook_mlp_out", "Mlp.Output", null),
        ("hook_resid_post", "ResidualPost", null),
    ];
}

namespace Circuitry.Models;

/// <summary>Hook sites: where an activation can be read or patched, in the order of a forward pass.</summary>
public enum HookSite
{
    /// <summary><c>hook_embed</c>.</summary>
    TokenEmbedding,

    /// <summary><c>hook_pos_embed</c>.</summary>
    PositionalEmbedding,

    /// <summary><c>blocks.{l}.hook_resid_pre</c>.</summary>
    ResidualPre,

    /// <summary><c>blocks.{l}.hook_attn_in</c>.</summary>
    AttentionInput,

    /// <summary><c>blocks.{l}.hook_q_input</c>.</summary>
    QueryInput,

    /// <summary><c>blocks.{l}.hook_k_input</c>.</summary>
    KeyInput,

    /// <summary><c>blocks.{l}.hook_v_input</c>.</summary>
    ValueInput,

    /// <summary><c>blocks.{l}.ln1.hook_scale</c>.</summary>
    Norm1Scale,

    /// <summary><c>blocks.{l}.ln1.hook_normalized</c>.</summary>
    Norm1Normalized,

    /// <summary><c>blocks.{l}.attn.hook_q</c>.</summary>
    Query,

    /// <summary><c>blocks.{l}.attn.hook_k</c>.</summary>
    Key,

    /// <summary><c>blocks.{l}.attn.hook_v</c>.</summary>
    Value,

    /// <summary><c>blocks.{l}.attn.hook_rot_q</c>.</summary>
    RotatedQuery,

    /// <summary><c>blocks.{l}.attn.hook_rot_k</c>.</summary>
    RotatedKey,

    /// <summary><c>blocks.{l}.attn.hook_attn_scores</c>.</summary>
    AttentionScores,

    /// <summary><c>blocks.{l}.attn.hook_pattern</c>.</summary>
    AttentionPattern,

    /// <summary><c>blocks.{l}.attn.hook_z</c>.</summary>
    MixedValue,

    /// <summary><c>blocks.{l}.attn.hook_result</c>.</summary>
    HeadOutput,

    /// <summary><c>blocks.{l}.attn.hook_out</c>: what attention puts out in front of a norm behind it.</summary>
    AttentionBranch,

    /// <summary><c>blocks.{l}.ln1_post.hook_scale</c>.</summary>
    PostNorm1Scale,

    /// <summary><c>blocks.{l}.ln1_post.hook_normalized</c>.</summary>
    PostNorm1Normalized,

    /// <summary><c>blocks.{l}.hook_attn_out</c>.</summary>
    AttentionOutput,

    /// <summary><c>blocks.{l}.hook_resid_mid</c>.</summary>
    ResidualMid,

    /// <summary><c>blocks.{l}.hook_mlp_in</c>.</summary>
    MlpInput,

    /// <summary><c>blocks.{l}.ln2.hook_scale</c>.</summary>
    Norm2Scale,

    /// <summary><c>blocks.{l}.ln2.hook_normalized</c>.</summary>
    Norm2Normalized,

    /// <summary><c>blocks.{l}.mlp.hook_pre</c>.</summary>
    MlpPre,

    /// <summary><c>blocks.{l}.mlp.hook_pre_linear</c>.</summary>
    MlpPreLinear,

    /// <summary><c>blocks.{l}.mlp.hook_post</c>.</summary>
    MlpPost,

    /// <summary><c>blocks.{l}.mlp.hook_out</c>: what the MLP puts out in front of a norm behind it.</summary>
    MlpBranch,

    /// <summary><c>blocks.{l}.ln2_post.hook_scale</c>.</summary>
    PostNorm2Scale,

    /// <summary><c>blocks.{l}.ln2_post.hook_normalized</c>.</summary>
    PostNorm2Normalized,

    /// <summary><c>blocks.{l}.hook_mlp_out</c>.</summary>
    MlpOutput,

    /// <summary><c>blocks.{l}.hook_resid_post</c>.</summary>
    ResidualPost,

    /// <summary><c>ln_final.hook_scale</c>.</summary>
    FinalNormScale,

    /// <summary><c>ln_final.hook_normalized</c>.</summary>
    FinalNormNormalized,

    /// <summary><c>unembed.hook_in</c>.</summary>
    UnembedInput,

    /// <summary><c>unembed.hook_out</c>.</summary>
    Logits,
}

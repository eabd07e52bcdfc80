namespace Circuitry.Models;

/// <summary>TransformerLens's names for hook sites and axes.</summary>
internal static class HookNames
{
    public static string Of(HookSite site, int layer)
    {
        var block = FormattableString.Invariant($"blocks.{layer}.");
        return site switch
        {
            HookSite.TokenEmbedding => "hook_embed",
            HookSite.PositionalEmbedding => "hook_pos_embed",
            HookSite.ResidualPre => block + "hook_resid_pre",
            HookSite.AttentionInput => block + "hook_attn_in",
            HookSite.QueryInput => block + "hook_q_input",
            HookSite.KeyInput => block + "hook_k_input",
            HookSite.ValueInput => block + "hook_v_input",
            HookSite.Norm1Scale => block + "ln1.hook_scale",
            HookSite.Norm1Normalized => block + "ln1.hook_normalized",
            HookSite.Query => block + "attn.hook_q",
            HookSite.Key => block + "attn.hook_k",
            HookSite.Value => block + "attn.hook_v",
            HookSite.RotatedQuery => block + "attn.hook_rot_q",
            HookSite.RotatedKey => block + "attn.hook_rot_k",
            HookSite.AttentionScores => block + "attn.hook_attn_scores",
            HookSite.AttentionPattern => block + "attn.hook_pattern",
            HookSite.MixedValue => block + "attn.hook_z",
            HookSite.HeadOutput => block + "attn.hook_result",
            HookSite.AttentionBranch => block + "attn.hook_out",
            HookSite.PostNorm1Scale => block + "ln1_post.hook_scale",
            HookSite.PostNorm1Normalized => block + "ln1_post.hook_normalized",
            HookSite.AttentionOutput => block + "hook_attn_out",
            HookSite.ResidualMid => block + "hook_resid_mid",
            HookSite.MlpInput => block + "hook_mlp_in",
            HookSite.Norm2Scale => block + "ln2.hook_scale",
            HookSite.Norm2Normalized => block + "ln2.hook_normalized",
            HookSite.MlpPre => block + "mlp.hook_pre",
            HookSite.MlpPreLinear => block + "mlp.hook_pre_linear",
            HookSite.MlpPost => block + "mlp.hook_post",
            HookSite.MlpBranch => block + "mlp.hook_out",
            HookSite.PostNorm2Scale => block + "ln2_post.hook_scale",
            HookSite.PostNorm2Normalized => block + "ln2_post.hook_normalized",
            HookSite.MlpOutput => block + "hook_mlp_out",
            HookSite.ResidualPost => block + "hook_resid_post",
            HookSite.FinalNormScale => "ln_final.hook_scale",
            HookSite.FinalNormNormalized => "ln_final.hook_normalized",
            HookSite.UnembedInput => "unembed.hook_in",
            HookSite.Logits => "unembed.hook_out",
            _ => throw new ArgumentOutOfRangeException(nameof(site), site, "not a hook site"),
        };
    }

    public static string Of(Axis axis) =>
        axis switch
        {
            Axis.Batch => "batch",
            Axis.Position => "position",
            Axis.QueryPosition => "query_position",
            Axis.KeyPosition => "key_position",
            Axis.Head => "head",
            Axis.KeyValueHead => "key_value_head",
            Axis.ModelWidth => "d_model",
            Axis.HeadWidth => "d_head",
            Axis.MlpWidth => "d_mlp",
            Axis.OutputVocabulary => "d_vocab_out",
            Axis.One => "1",
            _ => throw new ArgumentOutOfRangeException(nameof(axis), axis, "not an axis"),
        };
}

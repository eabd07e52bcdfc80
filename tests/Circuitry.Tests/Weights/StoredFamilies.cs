namespace Circuitry.Tests;

/// <summary>Each family's stored names and shapes, written out from the documentation of its files.</summary>
internal static class StoredFamilies
{
    public static StoredModel Gpt2(Architecture a, string p)
    {
        var z = a.Heads * a.HeadWidth;
        var stored = new StoredModel()
            .Add($"{p}wte.weight", a.Vocabulary, a.ModelWidth)
            .Add($"{p}wpe.weight", a.Context, a.ModelWidth)
            .Add($"{p}ln_f.weight", a.ModelWidth)
            .Add($"{p}ln_f.bias", a.ModelWidth);
        for (var l = 0; l < a.Layers; l++)
        {
            stored
                .Add($"{p}h.{l}.ln_1.weight", a.ModelWidth)
                .Add($"{p}h.{l}.ln_1.bias", a.ModelWidth)
                .Add($"{p}h.{l}.attn.c_attn.weight", a.ModelWidth, 3 * z)
                .Add($"{p}h.{l}.attn.c_attn.bias", 3 * z)
                .Add($"{p}h.{l}.attn.c_proj.weight", z, a.ModelWidth)
                .Add($"{p}h.{l}.attn.c_proj.bias", a.ModelWidth)
                .Add($"{p}h.{l}.ln_2.weight", a.ModelWidth)
                .Add($"{p}h.{l}.ln_2.bias", a.ModelWidth)
                .Add($"{p}h.{l}.mlp.c_fc.weight", a.ModelWidth, a.MlpWidth)
                .Add($"{p}h.{l}.mlp.c_fc.bias", a.MlpWidth)
                .Add($"{p}h.{l}.mlp.c_proj.weight", a.MlpWidth, a.ModelWidth)
                .Add($"{p}h.{l}.mlp.c_proj.bias", a.ModelWidth);
        }

        return a.Embedding.Tied ? stored : stored.Add("lm_head.weight", a.Vocabulary, a.ModelWidth);
    }

    public static StoredModel Llama(Architecture a)
    {
        var z = a.Heads * a.HeadWidth;
        var kv = a.KeyValueHeads * a.HeadWidth;
        var stored = new StoredModel()
            .Add("model.embed_tokens.weight", a.Vocabulary, a.ModelWidth)
            .Add("model.norm.weight", a.ModelWidth);
        for (var l = 0; l < a.Layers; l++)
        {
            var p = $"model.layers.{l}";
            stored
                .Add($"{p}.input_layernorm.weight", a.ModelWidth)
                .Add($"{p}.self_attn.q_proj.weight", z, a.ModelWidth)
                .Add($"{p}.self_attn.k_proj.weight", kv, a.ModelWidth)
                .Add($"{p}.self_attn.v_proj.weight", kv, a.ModelWidth)
                .Add($"{p}.self_attn.o_proj.weight", a.ModelWidth, z)
                .Add($"{p}.post_attention_layernorm.weight", a.ModelWidth)
                .Add($"{p}.mlp.gate_proj.weight", a.MlpWidth, a.ModelWidth)
                .Add($"{p}.mlp.up_proj.weight", a.MlpWidth, a.ModelWidth)
                .Add($"{p}.mlp.down_proj.weight", a.ModelWidth, a.MlpWidth);
            if (a.Attention.QueryKeyValueBias)
            {
                stored
                    .Add($"{p}.self_attn.q_proj.bias", z)
                    .Add($"{p}.self_attn.k_proj.bias", kv)
                    .Add($"{p}.self_attn.v_proj.bias", kv);
            }
        }

        return a.Embedding.Tied ? stored : stored.Add("lm_head.weight", a.Vocabulary, a.ModelWidth);
    }

    public static StoredModel GptNeoX(Architecture a)
    {
        var z = a.Heads * a.HeadWidth;
        var stored = new StoredModel()
            .Add("gpt_neox.embed_in.weight", a.Vocabulary, a.ModelWidth)
            .Add("gpt_neox.final_layer_norm.weight", a.ModelWidth)
            .Add("gpt_neox.final_layer_norm.bias", a.ModelWidth)
            .Add("embed_out.weight", a.Vocabulary, a.ModelWidth);
        for (var l = 0; l < a.Layers; l++)
        {
            var p = $"gpt_neox.layers.{l}";
            stored
                .Add($"{p}.input_layernorm.weight", a.ModelWidth)
                .Add($"{p}.input_layernorm.bias", a.ModelWidth)
                .Add($"{p}.post_attention_layernorm.weight", a.ModelWidth)
                .Add($"{p}.post_attention_layernorm.bias", a.ModelWidth)
                .Add($"{p}.attention.query_key_value.weight", 3 * z, a.ModelWidth)
                .Add($"{p}.attention.query_key_value.bias", 3 * z)
                .Add($"{p}.attention.dense.weight", a.ModelWidth, z)
                .Add($"{p}.attention.dense.bias", a.ModelWidth)
                .Add($"{p}.mlp.dense_h_to_4h.weight", a.MlpWidth, a.ModelWidth)
                .Add($"{p}.mlp.dense_h_to_4h.bias", a.MlpWidth)
                .Add($"{p}.mlp.dense_4h_to_h.weight", a.ModelWidth, a.MlpWidth)
                .Add($"{p}.mlp.dense_4h_to_h.bias", a.ModelWidth);
        }

        return stored;
    }

    public static StoredModel TransformerLens(Architecture a, string grouped = "")
    {
        var stored = new StoredModel()
            .Add("embed.W_E", a.Vocabulary, a.ModelWidth)
            .Add("pos_embed.W_pos", a.Context, a.ModelWidth)
            .Add("ln_final.w", a.ModelWidth)
            .Add("ln_final.b", a.ModelWidth)
            .Add("unembed.W_U", a.ModelWidth, a.OutputVocabulary)
            .Add("unembed.b_U", a.OutputVocabulary);
        for (var l = 0; l < a.Layers; l++)
        {
            var p = $"blocks.{l}";
            stored
                .Add($"{p}.ln1.w", a.ModelWidth)
                .Add($"{p}.ln1.b", a.ModelWidth)
                .Add($"{p}.attn.W_Q", a.Heads, a.ModelWidth, a.HeadWidth)
                .Add($"{p}.attn.{grouped}W_K", a.KeyValueHeads, a.ModelWidth, a.HeadWidth)
                .Add($"{p}.attn.{grouped}W_V", a.KeyValueHeads, a.ModelWidth, a.HeadWidth)
                .Add($"{p}.attn.b_Q", a.Heads, a.HeadWidth)
                .Add($"{p}.attn.{grouped}b_K", a.KeyValueHeads, a.HeadWidth)
                .Add($"{p}.attn.{grouped}b_V", a.KeyValueHeads, a.HeadWidth)
                .Add($"{p}.attn.W_O", a.Heads, a.HeadWidth, a.ModelWidth)
                .Add($"{p}.attn.b_O", a.ModelWidth)
                .Add($"{p}.ln2.w", a.ModelWidth)
                .Add($"{p}.ln2.b", a.ModelWidth)
                .Add($"{p}.mlp.W_in", a.ModelWidth, a.MlpWidth)
                .Add($"{p}.mlp.b_in", a.MlpWidth)
                .Add($"{p}.mlp.W_out", a.MlpWidth, a.ModelWidth)
                .Add($"{p}.mlp.b_out", a.ModelWidth);
        }

        return stored;
    }
}

namespace Circuitry.Models;

/// <summary><c>FalconForCausalLM</c> in its forms: 7b (one key and value head), 40b and 11b (groups of heads), and rw (ALiBi).</summary>
/// <remarks>The rows of <c>query_key_value.weight</c> are (key_value_head, {its queries, its key, its value}, d_head) in all of them.</remarks>
internal static class FalconFamily
{
    private const string H = Family.Prefix + "h." + Family.Layer;
    private const string Newer = "new_decoder_architecture";
    private const string Parallel = "parallel_attn";
    private const string Norms = "num_ln_in_parallel_attn";

    public static Family Family { get; } =
        new()
        {
            Name = Families.Falcon,
            Models = "Falcon 7B, 40B, 180B, 11B and RW",
            Configurations = [new("FalconForCausalLM", "falcon", Read)],
            Prefixes = ["transformer.", ""],
            Tensors =
            [
                new("{prefix}word_embeddings.weight", Weight.W_E),
                .. DecoderTensors.LayerNorm("{prefix}ln_f", Weight.FinalNormScale, Weight.FinalNormBias),
                new("lm_head.weight", Weight.W_U, StoredLayout.Transposed),
                .. OfParallel(H + ".ln_attn", Weight.Norm1Scale, Weight.Norm1Bias),
                .. DecoderTensors.LayerNorm(H + ".input_layernorm", Weight.Norm1Scale, Weight.Norm1Bias),
                .. OfParallel(H + ".ln_mlp", Weight.Norm2Scale, Weight.Norm2Bias),
                .. OfParallel(H + ".input_layernorm", Weight.Norm2Scale, Weight.Norm2Bias),
                .. DecoderTensors
                    .LayerNorm(H + ".post_attention_layernorm", Weight.Norm2Scale, Weight.Norm2Bias)
                    .Select(row => row with { When = a => !a.Block.Parallel }),
                .. BloomFamily.Block(H),
            ],
            Buffers = [H + ".self_attention.rotary_emb.inv_freq", H + ".self_attention.maybe_rotary.inv_freq"],
        };

    private static IEnumerable<TensorRow> OfParallel(string name, Weight scale, Weight bias) =>
        DecoderTensors.LayerNorm(name, scale, bias).Select(row => row with { When = a => a.Block.Parallel });

    private static Architecture Read(ConfigFields f)
    {
        f.Alias("hidden_size", "n_embed");
        HuggingFaceConfig.RefuseUnimplemented(f, "FalconForCausalLM");
        f.Off("apply_residual_connection_post_layernorm");
        // It follows from the width of the model, and saved files may repeat it.
        var headWidth = HuggingFaceConfig.HeadWidth(f, "hidden_size", "num_attention_heads");
        f.Only("head_dim", (double)headWidth);
        var heads = f.Count("num_attention_heads");
        var context = f.Count("max_position_embeddings", 2048);
        bool biased = f.Flag("bias", false),
            alibi = f.Flag("alibi", false);
        // Beside ALiBi files still hold what a rotation would have.
        f.Ignore("rope_theta", "rope_scaling", "rope_parameters");
        var architecture = new Architecture
        {
            Family = Families.Falcon,
            Layers = f.Count("num_hidden_layers"),
            ModelWidth = f.Count("hidden_size"),
            Context = context,
            Embedding = new() { Vocabulary = f.Count("vocab_size"), Tied = f.Flag("tie_word_embeddings", true) },
            Norm = new() { Kind = Normalization.LayerNorm, Epsilon = f.Positive("layer_norm_epsilon", 1e-5) },
            Positions = alibi
                ? new()
                {
                    Kind = PositionEmbedding.Alibi,
                    AlibiScaled = true,
                    AlibiRounded = true,
                }
                : new()
                {
                    Kind = PositionEmbedding.Rotary,
                    Rotary = RotaryConfig.Read(f, headWidth, context, RotaryNames.Usual),
                },
            Attention = new()
            {
                Heads = heads,
                KeyValueHeads = ReadKeyValueHeads(f, heads),
                HeadWidth = headWidth,
                Scale = Math.Sqrt(headWidth),
                Causal = true,
                QueryKeyValueBias = biased,
                OutputBias = biased,
            },
            Mlp = new()
            {
                Width = f.CountOrNull("ffn_hidden_size") ?? HuggingFaceConfig.FourTimes(f, "hidden_size"),
                Nonlinearity = ActivationNames.Read(f, "activation", "gelu"),
                Bias = biased,
            },
            Block = new() { Parallel = ReadParallel(f) },
            Logits = new() { Vocabulary = f.Count("vocab_size"), Bias = false },
        };
        f.RequireAllKnown(HarmlessKeys.And(["attention_dropout", "ff_factor", "hidden_dropout"]));
        return architecture;
    }

    // The newer form goes by the number of heads, the older by the switch.
    private static int ReadKeyValueHeads(ConfigFields f, int heads)
    {
        var one = f.Flag("multi_query", true);
        if (f.Flag(Newer, false))
        {
            return SharedHeads.Read(f, "num_kv_heads", heads, absent: null);
        }

        f.Ignore("num_kv_heads");
        return one ? 1 : heads;
    }

    private static bool ReadParallel(ConfigFields f)
    {
        var parallel = f.Flag(Parallel, true);
        var norms = f.CountOrNull(Norms);
        if (!f.Flag(Newer, false))
        {
            return parallel;
        }

        // Two norms unless a file says one, which attention and MLP then share.
        return norms is null or 2 || (norms == 1 && parallel)
            ? true
            : throw f.Refused(
                norms > 2 ? Norms : Parallel,
                norms > 2
                    ? $"is {ConfigFields.Shown((double)norms.Value)}; it must be 1 or 2"
                    : $"is off beside {Newer} and {Norms} = 1, by which the MLP would read no norm"
            );
    }
}

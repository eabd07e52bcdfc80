namespace Circuitry.Models;

/// <summary><c>OPTForCausalLM</c>: learned positions behind two rows that stand for none; OPT-350m norms behind the addition.</summary>
/// <remarks>
/// Embeddings of another width than the model's are multiplied with their projections, so that such a model's unembedding is not its
/// embedding.
/// </remarks>
internal static class OptFamily
{
    private const string L = Family.Prefix + "layers." + Family.Layer;
    private const string Embedding = "{prefix}embed_tokens.weight";
    private const string In = "{prefix}project_in.weight";
    private const string Out = "{prefix}project_out.weight";
    private const string Projected = "word_embed_proj_dim";
    private const string Tied = "tie_word_embeddings";

    public static Family Family { get; } =
        new()
        {
            Name = Families.Opt,
            Models = "OPT 125M to 66B",
            Configurations = [new("OPTForCausalLM", "opt", Read)],
            Prefixes = ["model.decoder.", "decoder.", ""],
            Tensors =
            [
                new(Embedding, Weight.W_E) { Through = In, ThroughTransposed = true },
                new(Embedding, Weight.W_E),
                new("{prefix}embed_positions.weight", Weight.W_pos) { Skip = 2 },
                .. DecoderTensors.LayerNorm("{prefix}final_layer_norm", Weight.FinalNormScale, Weight.FinalNormBias),
                new("lm_head.weight", Weight.W_U, StoredLayout.Transposed) { Through = Out },
                new(Embedding, Weight.W_U, StoredLayout.Transposed) { Through = Out },
                new("lm_head.weight", Weight.W_U, StoredLayout.Transposed),
                .. DecoderTensors.LayerNorm(L + ".self_attn_layer_norm", Weight.Norm1Scale, Weight.Norm1Bias),
                .. DecoderTensors.LayerNorm(L + ".self_attn_layer_norm", Weight.PostNorm1Scale, Weight.PostNorm1Bias),
                .. DecoderTensors.QueriesKeysValues(),
                .. DecoderTensors.Output("out_proj"),
                // The norm of the MLP, whatever its name says.
                .. DecoderTensors.LayerNorm(L + ".final_layer_norm", Weight.Norm2Scale, Weight.Norm2Bias),
                .. DecoderTensors.LayerNorm(L + ".final_layer_norm", Weight.PostNorm2Scale, Weight.PostNorm2Bias),
                new(L + ".fc1.weight", Weight.W_in, StoredLayout.Transposed),
                new(L + ".fc1.bias", Weight.b_in),
                new(L + ".fc2.weight", Weight.W_out, StoredLayout.Transposed),
                new(L + ".fc2.bias", Weight.b_out),
            ],
        };

    private static Architecture Read(ConfigFields f)
    {
        HuggingFaceConfig.RefuseUnimplemented(f);
        var headWidth = HuggingFaceConfig.HeadWidth(f, "hidden_size", "num_attention_heads");
        var heads = f.Count("num_attention_heads");
        var biased = f.Flag("enable_bias", true);
        var before = f.Flag("do_layer_norm_before", true);
        var final = !f.Flag("_remove_final_layer_norm", false);
        var architecture = new Architecture
        {
            Family = Families.Opt,
            Layers = f.Count("num_hidden_layers"),
            ModelWidth = f.Count("hidden_size"),
            Context = f.Count("max_position_embeddings", 2048),
            Embedding = new() { Vocabulary = f.Count("vocab_size"), Tied = ReadTied(f) },
            Norm = new()
            {
                Kind = f.Flag("layer_norm_elementwise_affine", true)
                    ? Normalization.LayerNorm
                    : Normalization.LayerNormPre,
                Epsilon = 1e-5,
                Place = before ? NormPlace.Before : NormPlace.AfterAddition,
                Final = before && final,
            },
            Positions = new() { Kind = PositionEmbedding.Learned },
            Attention = new()
            {
                Heads = heads,
                KeyValueHeads = heads,
                HeadWidth = headWidth,
                Scale = Math.Sqrt(headWidth),
                Causal = true,
                QueryKeyValueBias = biased,
                OutputBias = biased,
            },
            Mlp = new()
            {
                Width = f.Count("ffn_dim", 3072),
                Nonlinearity = ActivationNames.Read(f, "activation_function", "relu"),
                Bias = biased,
            },
            Logits = new() { Vocabulary = f.Count("vocab_size"), Bias = false },
        };
        f.RequireAllKnown(
            HarmlessKeys.And(["activation_dropout attention_dropout dropout init_std layerdrop output_projection"])
        );
        return architecture;
    }

    private static bool ReadTied(ConfigFields f)
    {
        var tied = f.Flag(Tied, true);
        if ((f.CountOrNull(Projected) ?? f.Count("hidden_size")) == f.Count("hidden_size"))
        {
            return tied;
        }

        return tied
            ? false
            : throw f.Refused(
                Tied,
                $"is off beside {Projected} = {ConfigFields.Shown(f.Number(Projected))}, which differs from the width of the model; the two together are not implemented"
            );
    }
}

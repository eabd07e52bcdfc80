namespace Circuitry.Models;

/// <summary><c>GPTNeoForCausalLM</c> (TinyStories): scores are not scaled, and every other layer has a window.</summary>
/// <remarks>Matrices are stored [out, in], unlike GPT-2's.</remarks>
internal static class GptNeoFamily
{
    private const string H = Family.Prefix + "h." + Family.Layer;
    private const string Types = "attention_types";
    private const string Layers = "attention_layers";

    public static Family Family { get; } =
        new()
        {
            Name = Families.GptNeo,
            Models = "GPT-Neo, TinyStories",
            Configurations = [new("GPTNeoForCausalLM", "gpt_neo", Read)],
            Prefixes = ["transformer.", ""],
            Tensors =
            [
                new("{prefix}wte.weight", Weight.W_E),
                new("{prefix}wpe.weight", Weight.W_pos),
                .. DecoderTensors.LayerNorm("{prefix}ln_f", Weight.FinalNormScale, Weight.FinalNormBias),
                new("lm_head.weight", Weight.W_U, StoredLayout.Transposed),
                .. DecoderTensors.LayerNorm(H + ".ln_1", Weight.Norm1Scale, Weight.Norm1Bias),
                new(H + ".attn.attention.q_proj.weight", Weight.W_Q, StoredLayout.Transposed),
                new(H + ".attn.attention.k_proj.weight", Weight.W_K, StoredLayout.Transposed),
                new(H + ".attn.attention.v_proj.weight", Weight.W_V, StoredLayout.Transposed),
                new(H + ".attn.attention.out_proj.weight", Weight.W_O, StoredLayout.Transposed),
                new(H + ".attn.attention.out_proj.bias", Weight.b_O),
                .. DecoderTensors.LayerNorm(H + ".ln_2", Weight.Norm2Scale, Weight.Norm2Bias),
                new(H + ".mlp.c_fc.weight", Weight.W_in, StoredLayout.Transposed),
                new(H + ".mlp.c_fc.bias", Weight.b_in),
                new(H + ".mlp.c_proj.weight", Weight.W_out, StoredLayout.Transposed),
                new(H + ".mlp.c_proj.bias", Weight.b_out),
            ],
            // The causal mask and the number it masks with.
            Buffers = [H + ".attn.attention.bias", H + ".attn.attention.masked_bias"],
        };

    private static Architecture Read(ConfigFields f)
    {
        f.Alias("num_layers", "num_hidden_layers");
        f.Alias("num_heads", "num_attention_heads");
        HuggingFaceConfig.RefuseUnimplemented(f);
        int layers = f.Count("num_layers"),
            heads = f.Count("num_heads");
        HuggingFaceConfig.RequireListable(f, "num_layers", layers);
        var local = LocalLayers(f, layers);
        var architecture = new Architecture
        {
            Family = Families.GptNeo,
            Layers = layers,
            ModelWidth = f.Count("hidden_size"),
            Context = f.Count("max_position_embeddings", 2048),
            Embedding = new() { Vocabulary = f.Count("vocab_size"), Tied = f.Flag("tie_word_embeddings", true) },
            Norm = new() { Kind = Normalization.LayerNorm, Epsilon = f.Positive("layer_norm_epsilon", 1e-5) },
            Positions = new() { Kind = PositionEmbedding.Learned },
            Attention = new()
            {
                Heads = heads,
                KeyValueHeads = heads,
                HeadWidth = HuggingFaceConfig.HeadWidth(f, "hidden_size", "num_heads"),
                Scale = 1,
                Causal = true,
                QueryKeyValueBias = false,
                OutputBias = true,
                Window = local.Contains(true) ? f.Count("window_size", 256) : 0,
                WindowLayers = local.Contains(true) ? LayerSet.Of(layers, layer => local[layer]) : LayerSet.All,
            },
            Mlp = new()
            {
                Width = f.CountOrNull("intermediate_size") ?? HuggingFaceConfig.FourTimes(f, "hidden_size"),
                Nonlinearity = ActivationNames.Read(f, "activation_function", "gelu_new"),
                Bias = true,
            },
            Logits = new() { Vocabulary = f.Count("vocab_size"), Bias = false },
        };
        f.Ignore("window_size");
        f.RequireAllKnown(
            HarmlessKeys.And([
                "attention_dropout classifier_dropout embed_dropout resid_dropout summary_activation",
                "summary_first_dropout summary_proj_to_labels summary_type summary_use_proj",
            ])
        );
        return architecture;
    }

    // A list of kinds for each layer, or of pairs of kinds and how often they come; the one repeats the other where both are given.
    private static List<bool> LocalLayers(ConfigFields f, int layers)
    {
        var expanded = f.List(Types) is { } types
            ? [.. types.SelectMany(one => Repeated(f, one))]
            : (List<object?>?)null;
        var listed = f.List(Layers);
        if (listed is not null && expanded is not null && !listed.SequenceEqual(expanded))
        {
            throw f.Refused(Layers, $"and {Types} are both given and differ; remove the one that does not hold");
        }

        var name = listed is null ? Types : Layers;
        var kinds =
            listed
            ?? expanded
            ?? [.. Enumerable.Range(0, 24).Select(layer => (object?)(layer % 2 == 0 ? "global" : "local"))];
        if (kinds.Count != layers)
        {
            throw f.Refused(
                name,
                $"{(f.Given(name) ? "lists" : "is absent, which in this family means")} {ConfigFields.Shown((double)kinds.Count)} layers, and there are {ConfigFields.Shown((double)layers)}"
            );
        }

        return
        [
            .. kinds.Select(kind =>
                kind switch
                {
                    "global" => false,
                    "local" => true,
                    _ => throw f.Refused(
                        name,
                        $"has a layer of kind '{ConfigFields.Shown(kind)}'; known are global and local"
                    ),
                }
            ),
        ];
    }

    private static IEnumerable<object?> Repeated(ConfigFields f, object? one) =>
        one is IReadOnlyList<object?> { Count: 2 } pair
        && pair[0] is IReadOnlyList<object?> kinds
        && pair[1] is double and >= 0 and <= 65536
            ? Enumerable.Repeat(kinds, (int)(double)pair[1]!).SelectMany(kind => kind)
            : throw f.Refused(Types, "must be a list of pairs, each a list of kinds and how often it comes");
}

namespace Circuitry.Models;

/// <summary><c>GPTJForCausalLM</c>: attention and MLP read the same norm, and neighbours rotate together.</summary>
internal static class GptJFamily
{
    private const string H = Family.Prefix + "h." + Family.Layer;
    private const string RotaryWidth = "rotary_dim";

    public static Family Family { get; } =
        new()
        {
            Name = Families.GptJ,
            Models = "GPT-J 6B",
            Configurations = [new("GPTJForCausalLM", "gptj", Read)],
            Prefixes = ["transformer.", ""],
            Tensors =
            [
                new("{prefix}wte.weight", Weight.W_E),
                .. DecoderTensors.LayerNorm("{prefix}ln_f", Weight.FinalNormScale, Weight.FinalNormBias),
                new("lm_head.weight", Weight.W_U, StoredLayout.Transposed),
                new("lm_head.bias", Weight.b_U),
                .. DecoderTensors.SharedLayerNorm(H + ".ln_1"),
                new(H + ".attn.q_proj.weight", Weight.W_Q, StoredLayout.Transposed),
                new(H + ".attn.k_proj.weight", Weight.W_K, StoredLayout.Transposed),
                new(H + ".attn.v_proj.weight", Weight.W_V, StoredLayout.Transposed),
                new(H + ".attn.out_proj.weight", Weight.W_O, StoredLayout.Transposed),
                new(H + ".mlp.fc_in.weight", Weight.W_in, StoredLayout.Transposed),
                new(H + ".mlp.fc_in.bias", Weight.b_in),
                new(H + ".mlp.fc_out.weight", Weight.W_out, StoredLayout.Transposed),
                new(H + ".mlp.fc_out.bias", Weight.b_out),
            ],
            // The causal mask, the number it masks with, and the rotary angles, which the architecture gives.
            Buffers = [H + ".attn.bias", H + ".attn.masked_bias", H + ".attn.embed_positions"],
        };

    private static Architecture Read(ConfigFields f)
    {
        f.Alias("n_embd", "hidden_size");
        f.Alias("n_head", "num_attention_heads");
        f.Alias("n_layer", "num_hidden_layers");
        f.Alias("n_positions", "max_position_embeddings");
        f.Alias("n_positions", "n_ctx");
        HuggingFaceConfig.RefuseUnimplemented(f);
        // Older files say so; the code reads neither.
        f.On("rotary", "scale_attn_weights");
        var headWidth = HuggingFaceConfig.HeadWidth(f, "n_embd", "n_head");
        var heads = f.Count("n_head");
        var architecture = new Architecture
        {
            Family = Families.GptJ,
            Layers = f.Count("n_layer"),
            ModelWidth = f.Count("n_embd"),
            Context = f.Count("n_positions", 2048),
            Embedding = new() { Vocabulary = f.Count("vocab_size"), Tied = f.Flag("tie_word_embeddings", false) },
            Norm = new() { Kind = Normalization.LayerNorm, Epsilon = f.Positive("layer_norm_epsilon", 1e-5) },
            Positions = new()
            {
                Kind = PositionEmbedding.Rotary,
                Rotary = new()
                {
                    Width = ReadRotaryWidth(f, headWidth),
                    Base = 10000,
                    AdjacentPairs = true,
                },
            },
            Attention = new()
            {
                Heads = heads,
                KeyValueHeads = heads,
                HeadWidth = headWidth,
                Scale = Math.Sqrt(headWidth),
                Causal = true,
                QueryKeyValueBias = false,
                OutputBias = false,
            },
            Mlp = new()
            {
                Width = f.CountOrNull("n_inner") ?? HuggingFaceConfig.FourTimes(f, "n_embd"),
                Nonlinearity = ActivationNames.Read(f, "activation_function", "gelu_new"),
                Bias = true,
            },
            Block = new() { Parallel = true },
            Logits = new() { Vocabulary = f.Count("vocab_size"), Bias = true },
        };
        f.RequireAllKnown(HarmlessKeys.Gpt2);
        return architecture;
    }

    // Null is the width of the model, which only the one head of a model is as wide as.
    private static int ReadRotaryWidth(ConfigFields f, int headWidth)
    {
        var width = !f.Given(RotaryWidth) ? 64 : f.CountOrNull(RotaryWidth) ?? f.Count("n_embd");
        return width % 2 == 0 && width <= headWidth
            ? width
            : throw f.Refused(
                RotaryWidth,
                $"{(f.Has(RotaryWidth) ? "is" : f.Given(RotaryWidth) ? "is null, which means" : "is absent, which in this family means")} {ConfigFields.Shown((double)width)}; it must be even and at most the width of a head, which is {ConfigFields.Shown((double)headWidth)}"
            );
    }
}

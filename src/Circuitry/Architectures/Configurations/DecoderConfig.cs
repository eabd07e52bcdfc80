namespace Circuitry.Models;

/// <summary>What the families whose configurations have Llama's fields understand by a field that is absent.</summary>
internal sealed record DecoderConfig
{
    /// <summary>The name of the family.</summary>
    public required string Family { get; init; }

    /// <summary>The context.</summary>
    public required int Context { get; init; }

    /// <summary>The number of key and value heads; null for as many as query heads.</summary>
    public int? KeyValueHeads { get; init; }

    /// <summary>Whether null in place of that number means as many as query heads.</summary>
    public bool MayNullKeyValueHeads { get; init; } = true;

    /// <summary>The number of heads; null where it must be given.</summary>
    public int? Heads { get; init; }

    /// <summary>The number of tokens; null where it must be given.</summary>
    public int? Vocabulary { get; init; }

    /// <summary>The width of a head; null where it follows from the width of the model.</summary>
    public int? HeadWidth { get; init; }

    /// <summary>Whether the width of a head has a field at all, and does not always follow from the width of the model.</summary>
    public bool HasHeadWidth { get; init; } = true;

    /// <summary>The kind of norm.</summary>
    public Normalization Norm { get; init; } = Normalization.RmsNorm;

    /// <summary>The field of the epsilon of the norms; null where it has none.</summary>
    public string? EpsilonField { get; init; } = "rms_norm_eps";

    /// <summary>The epsilon of the norms.</summary>
    public double Epsilon { get; init; } = 1e-6;

    /// <summary>Whether the unembedding is the embedding.</summary>
    public bool Tied { get; init; }

    /// <summary>The field of the nonlinearity; null where it has none.</summary>
    public string? ActivationField { get; init; } = "hidden_act";

    /// <summary>The nonlinearity.</summary>
    public string Activation { get; init; } = "silu";

    /// <summary>The fields of the rotary embedding, and what absence means there.</summary>
    public RotaryNames Rotary { get; init; } = RotaryNames.Usual;

    /// <summary>A class whose published files name a copy of its code in their repositories; null for none.</summary>
    public string? Published { get; init; }

    /// <summary>Reads what the families of this kind have in common: a gated MLP, rotary positions, and no biases.</summary>
    /// <param name="f">The fields.</param>
    public Architecture Read(ConfigFields f)
    {
        HuggingFaceConfig.RefuseUnimplemented(f, Published);
        var heads = Heads is { } usual ? f.Count("num_attention_heads", usual) : f.Count("num_attention_heads");
        var headWidth = ReadHeadWidth(f, heads);
        var context = f.Count("max_position_embeddings", Context);
        var vocabulary = Vocabulary is { } words ? f.Count("vocab_size", words) : f.Count("vocab_size");
        return new Architecture
        {
            Family = Family,
            Layers = f.Count("num_hidden_layers"),
            ModelWidth = f.Count("hidden_size"),
            Context = context,
            Embedding = new() { Vocabulary = vocabulary, Tied = f.Flag("tie_word_embeddings", Tied) },
            Norm = new() { Kind = Norm, Epsilon = EpsilonField is null ? Epsilon : f.Positive(EpsilonField, Epsilon) },
            Positions = new()
            {
                Kind = PositionEmbedding.Rotary,
                Rotary = RotaryConfig.Read(f, headWidth, context, Rotary),
            },
            Attention = new()
            {
                Heads = heads,
                KeyValueHeads = SharedHeads.Read(f, "num_key_value_heads", heads, KeyValueHeads, MayNullKeyValueHeads),
                HeadWidth = headWidth,
                Scale = Math.Sqrt(headWidth),
                Causal = true,
                QueryKeyValueBias = false,
                OutputBias = false,
            },
            Mlp = new()
            {
                Width = f.Count("intermediate_size"),
                Nonlinearity = ActivationField is null
                    ? ActivationNames.Find(Activation)!.Value
                    : ActivationNames.Read(f, ActivationField, Activation),
                Gated = true,
                Bias = false,
            },
            Logits = new() { Vocabulary = vocabulary, Bias = false },
        };
    }

    /// <summary>The architecture with biases of queries, keys, values and attention's output where <c>attention_bias</c> says so.</summary>
    public static Architecture AttentionBiased(ConfigFields f, Architecture a) =>
        f.Flag("attention_bias", false)
            ? a with
            {
                Attention = a.Attention with { QueryKeyValueBias = true, OutputBias = true },
            }
            : a;

    /// <summary>The architecture with biases of the MLP where <c>mlp_bias</c> says so.</summary>
    public static Architecture MlpBiased(ConfigFields f, Architecture a) =>
        f.Flag("mlp_bias", false) ? a with { Mlp = a.Mlp! with { Bias = true, GateBias = true } } : a;

    /// <summary>The architecture with a window of some of its layers.</summary>
    /// <param name="f">The fields.</param>
    /// <param name="a">The architecture without.</param>
    /// <param name="width">The width of the window; null for none.</param>
    /// <param name="rule">The layers that slide by the family's rule where there is a window.</param>
    /// <param name="listed">Whether the family reads a list of the layers' kinds, which then counts instead.</param>
    public static Architecture Windowed(
        ConfigFields f,
        Architecture a,
        int? width,
        Func<int, bool> rule,
        bool listed = true
    ) => a with { Attention = SlidingWindow.Read(f, a.Attention, a.Layers, width, rule, listed) };

    private int ReadHeadWidth(ConfigFields f, int heads)
    {
        const string field = "head_dim";
        if (!HasHeadWidth)
        {
            f.Ignore(field);
            return Even();
        }

        return HeadWidth is { } width ? f.Count(field, width) : f.CountOrNull(field) ?? Even();

        int Even() =>
            f.Has("num_attention_heads") || Heads is null
                ? HuggingFaceConfig.HeadWidth(f, "hidden_size", "num_attention_heads")
                : f.Count("hidden_size") / heads;
    }
}

namespace Circuitry.Models;

/// <summary><c>Gemma2ForCausalLM</c>: Gemma with norms behind attention and MLP too, soft caps, and a window in every other layer.</summary>
internal static class Gemma2Family
{
    private const string L = DecoderTensors.L;

    private static readonly DecoderConfig Defaults = GemmaFamily.Defaults with
    {
        Family = Families.Gemma2,
        KeyValueHeads = 4,
        ActivationField = "hidden_activation",
    };

    /// <summary>The names of the weights.</summary>
    public static IReadOnlyList<TensorRow> Tensors { get; } =
    [
        .. DecoderTensors.OffsetNorms([
            .. DecoderTensors.Embeddings,
            DecoderTensors.FinalNorm,
            .. DecoderTensors.Attention,
            .. DecoderTensors.GatedMlp,
            new(L + ".input_layernorm.weight", Weight.Norm1Scale),
            new(L + ".post_attention_layernorm.weight", Weight.PostNorm1Scale),
            new(L + ".pre_feedforward_layernorm.weight", Weight.Norm2Scale),
            new(L + ".post_feedforward_layernorm.weight", Weight.PostNorm2Scale),
        ]),
    ];

    public static Family Family { get; } =
        new()
        {
            Name = Families.Gemma2,
            Models = "Gemma 2",
            Configurations = [new("Gemma2ForCausalLM", "gemma2", Read)],
            Prefixes = DecoderTensors.Prefixes,
            Tensors = Tensors,
            Buffers = DecoderTensors.Buffers,
            Likes = GemmaFamily.ScalesByWidth,
        };

    private static Architecture Read(ConfigFields f)
    {
        f.Alias("sliding_window", "sliding_window_size");
        var a = Read(f, Defaults, scoreCap: 50, logitCap: 30);
        var architecture = DecoderConfig.Windowed(f, a, SlidingWindow.Width(f, 4096), layer => layer % 2 == 0);
        f.RequireAllKnown(HarmlessKeys.And(["attention_dropout", "cache_implementation"]));
        return architecture;
    }

    /// <summary>Reads what Gemma 2 and 3 have in common, all but the windows.</summary>
    /// <param name="f">The fields.</param>
    /// <param name="defaults">What absent fields mean.</param>
    /// <param name="scoreCap">What an absent cap of scores means; 0 for none.</param>
    /// <param name="logitCap">What an absent cap of logits means; 0 for none.</param>
    public static Architecture Read(ConfigFields f, DecoderConfig defaults, double scoreCap, double logitCap)
    {
        // An older key, which these families do not read.
        f.Ignore("hidden_act");
        var a = GemmaFamily.Read(f, defaults);
        return a with
        {
            Norm = a.Norm with { Place = NormPlace.BeforeAndAfter },
            Attention = a.Attention with
            {
                Scale = Math.Sqrt(f.Positive("query_pre_attn_scalar", 256)),
                ScoreCap = Cap(f, "attn_logit_softcapping", scoreCap),
            },
            Logits = a.Logits with { Cap = Cap(f, "final_logit_softcapping", logitCap) },
        };
    }

    private static double Cap(ConfigFields f, string name, double absent) =>
        !f.Given(name) ? absent
        : f.Has(name) ? f.Positive(name)
        : 0;
}

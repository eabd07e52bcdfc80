namespace Circuitry.Models;

/// <summary><c>Olmo2ForCausalLM</c>: norms behind attention and MLP only, and of queries and keys as whole vectors.</summary>
internal static class Olmo2Family
{
    private const string L = DecoderTensors.L;

    /// <summary>What OLMo 2 and 3 have in common.</summary>
    public static DecoderConfig Defaults { get; } =
        new()
        {
            Family = Families.Olmo2,
            Context = 2048,
            Epsilon = 1e-5,
        };

    /// <summary>The names of the weights.</summary>
    public static IReadOnlyList<TensorRow> Tensors { get; } =
    [
        .. DecoderTensors.Embeddings,
        DecoderTensors.FinalNorm,
        .. DecoderTensors.Attention,
        .. DecoderTensors.QueryKeyNorms(StoredLayout.AsIs),
        .. DecoderTensors.GatedMlp,
        new(L + ".post_attention_layernorm.weight", Weight.PostNorm1Scale),
        new(L + ".post_feedforward_layernorm.weight", Weight.PostNorm2Scale),
    ];

    public static Family Family { get; } =
        new()
        {
            Name = Families.Olmo2,
            Models = "OLMo 2",
            Configurations = [new("Olmo2ForCausalLM", "olmo2", Read)],
            Prefixes = DecoderTensors.Prefixes,
            Tensors = Tensors,
            Buffers = DecoderTensors.Buffers,
        };

    private static Architecture Read(ConfigFields f)
    {
        var plain = Read(f, Defaults);
        var architecture = plain with { Attention = SlidingWindow.None(f, plain.Attention, plain.Layers) };
        f.RequireAllKnown(HarmlessKeys.And(["attention_dropout"]));
        return architecture;
    }

    /// <summary>Reads what OLMo 2 and 3 have in common, all but the windows.</summary>
    public static Architecture Read(ConfigFields f, DecoderConfig defaults)
    {
        f.Off("mlp_bias");
        var a = DecoderConfig.AttentionBiased(f, defaults.Read(f));
        return a with
        {
            Norm = a.Norm with { Place = NormPlace.After },
            Attention = a.Attention with
            {
                QueryKeyNorm = new() { Kind = Normalization.RmsNorm, Whole = true },
            },
        };
    }
}

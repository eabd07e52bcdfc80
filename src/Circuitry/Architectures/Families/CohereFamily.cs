namespace Circuitry.Models;

/// <summary><c>CohereForCausalLM</c>: attention and MLP read the same norm, which has a scale only, and neighbours rotate together.</summary>
internal static class CohereFamily
{
    private const string Norm = DecoderTensors.L + ".input_layernorm.weight";

    /// <summary>What the families of Cohere have in common.</summary>
    public static DecoderConfig Defaults { get; } =
        new()
        {
            Family = Families.Cohere,
            Context = 8192,
            HasHeadWidth = false,
            Norm = Normalization.LayerNormScale,
            EpsilonField = "layer_norm_eps",
            Epsilon = 1e-5,
            Tied = true,
        };

    /// <summary>The names of the weights.</summary>
    public static IReadOnlyList<TensorRow> Tensors { get; } =
    [
        .. DecoderTensors.Embeddings,
        DecoderTensors.FinalNorm,
        .. DecoderTensors.Attention,
        .. DecoderTensors.GatedMlp,
        new(Norm, Weight.Norm1Scale),
        new(Norm, Weight.Norm2Scale),
        .. DecoderTensors.QueryKeyNorms(StoredLayout.ByHead),
    ];

    public static Family Family { get; } =
        new()
        {
            Name = Families.Cohere,
            Models = "Command R, Aya",
            Configurations = [new("CohereForCausalLM", "cohere", Read)],
            Prefixes = DecoderTensors.Prefixes,
            Tensors = Tensors,
            Buffers = DecoderTensors.Buffers,
        };

    /// <summary>Reads what the families of Cohere have in common.</summary>
    public static Architecture Read(ConfigFields f, DecoderConfig defaults)
    {
        var plain = DecoderConfig.AttentionBiased(f, defaults.Read(f));
        return plain with
        {
            Positions = plain.Positions with { Rotary = plain.Positions.Rotary! with { AdjacentPairs = true } },
            Block = new() { Parallel = true },
            Logits = plain.Logits with { Scale = f.Positive("logit_scale", 0.0625) },
        };
    }

    private static Architecture Read(ConfigFields f)
    {
        var plain = Read(f, Defaults);
        var architecture = plain with
        {
            Attention = SlidingWindow.None(f, plain.Attention, plain.Layers) with
            {
                QueryKeyNorm = f.Flag("use_qk_norm", false) ? new() { Kind = Normalization.LayerNormScale } : null,
            },
        };
        f.RequireAllKnown(HarmlessKeys.And(["attention_dropout", "pretraining_tp"]));
        return architecture;
    }
}

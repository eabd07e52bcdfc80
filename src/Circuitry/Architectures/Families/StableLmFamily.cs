namespace Circuitry.Models;

/// <summary><c>StableLmForCausalLM</c>: a quarter of each head rotates, and queries and keys may have a norm for each head.</summary>
internal static class StableLmFamily
{
    private const string L = DecoderTensors.L;

    private static readonly DecoderConfig Defaults = new()
    {
        Family = Families.StableLm,
        Context = 4096,
        KeyValueHeads = 32,
        MayNullKeyValueHeads = false,
        HasHeadWidth = false,
        Norm = Normalization.LayerNorm,
        EpsilonField = "layer_norm_eps",
        Epsilon = 1e-5,
        Rotary = new() { DefaultFraction = 0.25 },
    };

    public static Family Family { get; } =
        new()
        {
            Name = Families.StableLm,
            Models = "StableLM 3B, StableLM 2",
            Configurations = [new("StableLmForCausalLM", "stablelm", Read)],
            Prefixes = DecoderTensors.Prefixes,
            Tensors =
            [
                .. DecoderTensors.Embeddings,
                .. DecoderTensors.LayerNorm("{prefix}norm", Weight.FinalNormScale, Weight.FinalNormBias),
                .. DecoderTensors.Attention,
                .. DecoderTensors.GatedMlp,
                .. DecoderTensors.LayerNorm(L + ".input_layernorm", Weight.Norm1Scale, Weight.Norm1Bias),
                .. DecoderTensors
                    .LayerNorm(L + ".post_attention_layernorm", Weight.Norm2Scale, Weight.Norm2Bias)
                    .Select(row => row with { When = a => !a.Block.Parallel }),
                .. DecoderTensors
                    .LayerNorm(L + ".input_layernorm", Weight.Norm2Scale, Weight.Norm2Bias)
                    .Select(row => row with { When = a => a.Block.Parallel }),
                new(L + ".self_attn.q_layernorm.norms.{head}.weight", Weight.QueryNormScale),
                new(L + ".self_attn.k_layernorm.norms.{head}.weight", Weight.KeyNormScale),
            ],
            Buffers = DecoderTensors.Buffers,
        };

    private static Architecture Read(ConfigFields f)
    {
        var plain = Defaults.Read(f);
        var architecture = plain with
        {
            Attention = SlidingWindow.None(f, plain.Attention, plain.Layers) with
            {
                QueryKeyValueBias = f.Flag("use_qkv_bias", false),
                QueryKeyNorm = f.Flag("qk_layernorm", false) ? new() { Kind = Normalization.LayerNormScale } : null,
            },
            Block = new() { Parallel = f.Flag("use_parallel_residual", false) },
        };
        f.RequireAllKnown(HarmlessKeys.And(["attention_dropout", "hidden_dropout"]));
        return architecture;
    }
}

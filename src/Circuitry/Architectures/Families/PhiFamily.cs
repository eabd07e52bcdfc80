namespace Circuitry.Models;

/// <summary><c>PhiForCausalLM</c>: attention and MLP read the same norm, and everything has biases.</summary>
internal static class PhiFamily
{
    private const string L = DecoderTensors.L;

    private static readonly DecoderConfig Defaults = new()
    {
        Family = Families.Phi,
        Context = 2048,
        Norm = Normalization.LayerNorm,
        EpsilonField = "layer_norm_eps",
        Epsilon = 1e-5,
        Activation = "gelu_new",
        Rotary = new() { DefaultFraction = 0.5 },
        Published = "PhiForCausalLM",
    };

    public static Family Family { get; } =
        new()
        {
            Name = Families.Phi,
            Models = "Phi-1, Phi-1.5, Phi-2",
            Configurations = [new("PhiForCausalLM", "phi", Read)],
            Prefixes = DecoderTensors.Prefixes,
            Tensors =
            [
                .. DecoderTensors.Embeddings,
                .. DecoderTensors.LayerNorm("{prefix}final_layernorm", Weight.FinalNormScale, Weight.FinalNormBias),
                .. DecoderTensors.SharedLayerNorm(L + ".input_layernorm"),
                .. DecoderTensors.QueriesKeysValues(),
                .. DecoderTensors.Output("dense"),
                new(L + ".self_attn.q_layernorm.weight", Weight.QueryNormScale, StoredLayout.Shared),
                new(L + ".self_attn.q_layernorm.bias", Weight.QueryNormBias, StoredLayout.Shared),
                new(L + ".self_attn.k_layernorm.weight", Weight.KeyNormScale, StoredLayout.Shared),
                new(L + ".self_attn.k_layernorm.bias", Weight.KeyNormBias, StoredLayout.Shared),
                new(L + ".mlp.fc1.weight", Weight.W_in, StoredLayout.Transposed),
                new(L + ".mlp.fc1.bias", Weight.b_in),
                new(L + ".mlp.fc2.weight", Weight.W_out, StoredLayout.Transposed),
                new(L + ".mlp.fc2.bias", Weight.b_out),
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
                QueryKeyValueBias = true,
                OutputBias = true,
                QueryKeyNorm = f.Flag("qk_layernorm", false) ? new() { Kind = Normalization.LayerNorm } : null,
            },
            Mlp = plain.Mlp! with { Gated = false, Bias = true },
            Block = new() { Parallel = true },
            Logits = plain.Logits with { Bias = true },
        };
        f.RequireAllKnown(HarmlessKeys.And(["attention_dropout", "embd_pdrop", "resid_pdrop"]));
        return architecture;
    }
}

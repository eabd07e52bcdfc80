namespace Circuitry.Models;

/// <summary><c>Phi3ForCausalLM</c>: Llama with fused queries, keys and values, and a fused gate and linear path.</summary>
internal static class Phi3Family
{
    private const string L = DecoderTensors.L;

    private static readonly DecoderConfig Defaults = new()
    {
        Family = Families.Phi3,
        Context = 4096,
        Epsilon = 1e-5,
        Rotary = new() { DefaultOriginalContext = 4096 },
        Published = "Phi3ForCausalLM",
    };

    public static Family Family { get; } =
        new()
        {
            Name = Families.Phi3,
            Models = "Phi-3, Phi-3.5, Phi-4, Phi-4-mini",
            Configurations = [new("Phi3ForCausalLM", "phi3", Read)],
            Prefixes = DecoderTensors.Prefixes,
            Tensors =
            [
                .. DecoderTensors.Embeddings,
                DecoderTensors.FinalNorm,
                new(L + ".input_layernorm.weight", Weight.Norm1Scale),
                new(L + ".post_attention_layernorm.weight", Weight.Norm2Scale),
                new(L + ".self_attn.qkv_proj.weight", Weight.W_QKV, StoredLayout.Transposed),
                .. DecoderTensors.Output("o_proj"),
                new(L + ".mlp.gate_up_proj.weight", Weight.W_gate, StoredLayout.Transposed) { Parts = 2, Part = 0 },
                new(L + ".mlp.gate_up_proj.weight", Weight.W_in, StoredLayout.Transposed) { Parts = 2, Part = 1 },
                new(L + ".mlp.down_proj.weight", Weight.W_out, StoredLayout.Transposed),
            ],
            Buffers = DecoderTensors.Buffers,
        };

    private static Architecture Read(ConfigFields f)
    {
        f.Off("attention_bias", "mlp_bias", "lm_head_bias");
        f.Only("full_attn_mod", 1.0);
        f.Only("interpolate_factor", 1.0);
        var plain = Defaults.Read(f);
        var width = SlidingWindow.Width(f, null);
        var architecture = DecoderConfig.Windowed(f, plain, width, _ => true, listed: false);
        f.RequireAllKnown(HarmlessKeys.And(["attention_dropout", "embd_pdrop", "resid_pdrop"]));
        return architecture;
    }
}

namespace Circuitry.Models;

/// <summary><c>LlamaForCausalLM</c>.</summary>
/// <remarks>Queries and keys are stored for rotary pairs (i, i + d_head/2), as <see cref="RotaryEmbedding"/> has them.</remarks>
internal static class LlamaFamily
{
    private static readonly DecoderConfig Defaults = new() { Family = Families.Llama, Context = 2048 };

    public static Family Family { get; } =
        new()
        {
            Name = Families.Llama,
            Models = "Llama 1 to 3, TinyLlama, SmolLM2, Yi, DeepSeek's dense models",
            Configurations = [new("LlamaForCausalLM", "llama", Read)],
            Prefixes = DecoderTensors.Prefixes,
            Tensors = DecoderTensors.All,
            Buffers = DecoderTensors.Buffers,
        };

    // sliding_window has no meaning in Llama.
    private static Architecture Read(ConfigFields f)
    {
        f.Off("rope_interleaved", "use_sliding_window");
        var plain = DecoderConfig.MlpBiased(f, DecoderConfig.AttentionBiased(f, Defaults.Read(f)));
        var architecture = plain with { Attention = SlidingWindow.None(f, plain.Attention, plain.Layers) };
        f.RequireAllKnown(HarmlessKeys.Llama);
        return architecture;
    }
}

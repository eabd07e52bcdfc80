namespace Circuitry.Models;

/// <summary><c>Qwen2ForCausalLM</c>: Llama's names and layouts, with biases on queries, keys and values and nowhere else.</summary>
internal static class Qwen2Family
{
    private static readonly DecoderConfig Defaults = new()
    {
        Family = Families.Qwen2,
        Context = 32768,
        KeyValueHeads = 32,
    };

    public static Family Family { get; } =
        new()
        {
            Name = Families.Qwen2,
            Models = "Qwen2, Qwen2.5",
            Configurations = [new("Qwen2ForCausalLM", "qwen2", Read)],
            Prefixes = DecoderTensors.Prefixes,
            Tensors =
            [
                .. DecoderTensors.All.Where(row =>
                    row.Weight is not (Weight.b_O or Weight.b_in or Weight.b_gate or Weight.b_out)
                ),
            ],
            Buffers = DecoderTensors.Buffers,
        };

    private static Architecture Read(ConfigFields f)
    {
        f.Off("rope_interleaved", "mlp_bias", "use_mrope");
        var plain = Defaults.Read(f);
        var architecture = Windowed(f, plain with { Attention = plain.Attention with { QueryKeyValueBias = true } });
        f.RequireAllKnown(HarmlessKeys.And(["attention_dropout"]));
        return architecture;
    }

    /// <summary>The architecture with the window of Qwen's families, which counts only where a switch says so.</summary>
    public static Architecture Windowed(ConfigFields f, Architecture a)
    {
        if (!f.Flag("use_sliding_window", false))
        {
            f.Ignore("sliding_window", "max_window_layers");
            return DecoderConfig.Windowed(f, a, null, _ => false);
        }

        var first = f.Number("max_window_layers", 28);
        return DecoderConfig.Windowed(f, a, SlidingWindow.Width(f, 4096), layer => layer >= first);
    }
}

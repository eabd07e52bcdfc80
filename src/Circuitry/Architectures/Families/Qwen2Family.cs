namespace Circuitry.Models;

/// <summary><c>Qwen2ForCausalLM</c>: Llama's names and layouts, with biases on queries, keys and values and nowhere else.</summary>
internal static class Qwen2Family
{
    public static Family Family { get; } =
        new()
        {
            Name = Families.Qwen2,
            Configurations = [new("Qwen2ForCausalLM", "qwen2", Read)],
            Tensors =
            [
                .. LlamaFamily.Tensors.Where(row =>
                    row.Weight is not (Weight.b_O or Weight.b_in or Weight.b_gate or Weight.b_out)
                ),
            ],
            Buffers = LlamaFamily.Buffers,
        };

    // The window counts only where a switch says so.
    private static Architecture Read(ConfigFields f)
    {
        var plain = LlamaFamily.Read(f, Families.Qwen2, keyValueHeads: 32, context: 32768);
        var architecture = plain with { Attention = plain.Attention with { QueryKeyValueBias = true } };
        f.Off("mlp_bias", "use_mrope");
        if (f.Flag("use_sliding_window", false))
        {
            var window = f.Given("sliding_window") ? f.CountOrNull("sliding_window") : 4096;
            SlidingWindow.RequireNone(f, architecture, window, f.Number("max_window_layers", 28), listed: true);
        }
        else
        {
            f.Ignore("sliding_window", "max_window_layers");
            SlidingWindow.RequireNone(f, architecture, window: null);
        }

        f.RequireAllKnown(HarmlessKeys.Qwen2);
        return architecture;
    }
}

namespace Circuitry.Models;

/// <summary><c>Cohere2ForCausalLM</c>: Cohere with a window in three layers of four; the fourth has neither window nor rotation.</summary>
internal static class Cohere2Family
{
    private const string Pattern = "sliding_window_pattern";

    private static readonly DecoderConfig Defaults = CohereFamily.Defaults with { Family = Families.Cohere2 };

    public static Family Family { get; } =
        new()
        {
            Name = Families.Cohere2,
            Models = "Command R7B, Command A",
            Configurations = [new("Cohere2ForCausalLM", "cohere2", Read)],
            Prefixes = DecoderTensors.Prefixes,
            Tensors = CohereFamily.Tensors,
            Buffers = DecoderTensors.Buffers,
        };

    private static Architecture Read(ConfigFields f)
    {
        f.Alias(Pattern, "_" + Pattern);
        f.On("use_embedding_sharing", "use_gated_activation", "use_parallel_block", "use_parallel_embedding");
        f.Only("position_embedding_type", "rope_gptj");
        f.Only("order_of_interleaved_layers", "local_attn_first");
        f.Only("rotary_pct", 1.0);
        f.Off("use_qk_norm");
        var plain = CohereFamily.Read(f, Defaults);
        HuggingFaceConfig.RequireListable(f, "num_hidden_layers", plain.Layers);
        var period = f.Count(Pattern, 4);
        f.Only("layer_switch", (double)period);
        var a = DecoderConfig.Windowed(f, plain, SlidingWindow.Width(f, 4096), layer => (layer + 1) % period != 0);
        var architecture = a with
        {
            Positions = a.Positions with
            {
                Rotary = a.Positions.Rotary! with { Layers = LayerSet.Of(a.Layers, a.Attention.IsWindowed) },
            },
        };
        f.RequireAllKnown(HarmlessKeys.And(["attention_dropout", "cache_implementation", "pretraining_tp"]));
        return architecture;
    }
}

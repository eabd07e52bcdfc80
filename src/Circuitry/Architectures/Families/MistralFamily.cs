namespace Circuitry.Models;

/// <summary><c>MistralForCausalLM</c>: Llama's names, eight key and value heads, and a window in every layer unless it is null.</summary>
internal static class MistralFamily
{
    private static readonly DecoderConfig Defaults = new()
    {
        Family = Families.Mistral,
        Context = 131072,
        KeyValueHeads = 8,
    };

    public static Family Family { get; } =
        new()
        {
            Name = Families.Mistral,
            Models = "Mistral 7B, Mistral NeMo, Mathstral, Zephyr",
            Configurations = [new("MistralForCausalLM", "mistral", Read)],
            Prefixes = DecoderTensors.Prefixes,
            Tensors = DecoderTensors.All,
            Buffers = DecoderTensors.Buffers,
        };

    private static Architecture Read(ConfigFields f)
    {
        f.Off("rope_interleaved", "attention_bias", "mlp_bias");
        var plain = Defaults.Read(f);
        var width = SlidingWindow.Width(f, 4096);
        var architecture = DecoderConfig.Windowed(f, plain, width, _ => true, listed: false);
        f.RequireAllKnown(HarmlessKeys.And(["attention_dropout", "max_sequence_length", "pretraining_tp"]));
        return architecture;
    }
}

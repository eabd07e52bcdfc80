namespace Circuitry.Models;

/// <summary><c>Qwen3ForCausalLM</c>: each head's queries and keys are normed, by scales that the heads share.</summary>
internal static class Qwen3Family
{
    private static readonly DecoderConfig Defaults = new()
    {
        Family = Families.Qwen3,
        Context = 32768,
        KeyValueHeads = 32,
        HeadWidth = 128,
    };

    public static Family Family { get; } =
        new()
        {
            Name = Families.Qwen3,
            Models = "Qwen3 (dense)",
            Configurations = [new("Qwen3ForCausalLM", "qwen3", Read)],
            Prefixes = DecoderTensors.Prefixes,
            Tensors = [.. DecoderTensors.All, .. DecoderTensors.QueryKeyNorms(StoredLayout.Shared)],
            Buffers = DecoderTensors.Buffers,
        };

    private static Architecture Read(ConfigFields f)
    {
        f.Off("mlp_bias", "use_mrope");
        var plain = DecoderConfig.AttentionBiased(f, Defaults.Read(f));
        var architecture = Qwen2Family.Windowed(
            f,
            plain with
            {
                Attention = plain.Attention with { QueryKeyNorm = new() { Kind = Normalization.RmsNorm } },
            }
        );
        f.RequireAllKnown(HarmlessKeys.And(["attention_dropout"]));
        return architecture;
    }
}

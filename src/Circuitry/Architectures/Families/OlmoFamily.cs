namespace Circuitry.Models;

/// <summary><c>OlmoForCausalLM</c>: norms without parameters, and queries, keys and values that may be clipped.</summary>
internal static class OlmoFamily
{
    private static readonly DecoderConfig Defaults = new()
    {
        Family = Families.Olmo,
        Context = 2048,
        Norm = Normalization.LayerNormPre,
        EpsilonField = null,
        Epsilon = 1e-5,
    };

    public static Family Family { get; } =
        new()
        {
            Name = Families.Olmo,
            Models = "OLMo",
            Configurations = [new("OlmoForCausalLM", "olmo", Read)],
            Prefixes = DecoderTensors.Prefixes,
            Tensors = [.. DecoderTensors.Embeddings, .. DecoderTensors.Attention, .. DecoderTensors.GatedMlp],
            Buffers = DecoderTensors.Buffers,
        };

    private static Architecture Read(ConfigFields f)
    {
        f.Off("mlp_bias");
        var plain = DecoderConfig.AttentionBiased(f, Defaults.Read(f));
        var architecture = plain with
        {
            Attention = SlidingWindow.None(f, plain.Attention, plain.Layers) with
            {
                QueryKeyValueClip = f.Has("clip_qkv") ? f.Positive("clip_qkv") : 0,
            },
        };
        f.RequireAllKnown(HarmlessKeys.And(["attention_dropout"]));
        return architecture;
    }
}

namespace Circuitry.Models;

/// <summary><c>GraniteForCausalLM</c>: Llama with four factors, of embeddings, scores, branches and logits.</summary>
internal static class GraniteFamily
{
    private static readonly DecoderConfig Defaults = new() { Family = Families.Granite, Context = 2048 };

    public static Family Family { get; } =
        new()
        {
            Name = Families.Granite,
            Models = "Granite 3 (dense)",
            Configurations = [new("GraniteForCausalLM", "granite", Read)],
            Prefixes = DecoderTensors.Prefixes,
            Tensors = DecoderTensors.All,
            Buffers = DecoderTensors.Buffers,
        };

    // An absent factor of the scores is 1, and not the root of the width of a head.
    private static Architecture Read(ConfigFields f)
    {
        var plain = DecoderConfig.MlpBiased(f, DecoderConfig.AttentionBiased(f, Defaults.Read(f)));
        var architecture = plain with
        {
            Embedding = plain.Embedding with { Scale = f.Positive("embedding_multiplier", 1) },
            Attention = SlidingWindow.None(f, plain.Attention, plain.Layers) with
            {
                Scale = 1 / f.Positive("attention_multiplier", 1),
            },
            Block = plain.Block with { BranchScale = f.Positive("residual_multiplier", 1) },
            Logits = plain.Logits with { Scale = 1 / f.Positive("logits_scaling", 1) },
        };
        f.RequireAllKnown(HarmlessKeys.And(["attention_dropout"]));
        return architecture;
    }
}

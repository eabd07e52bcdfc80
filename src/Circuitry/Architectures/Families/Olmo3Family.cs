namespace Circuitry.Models;

/// <summary><c>Olmo3ForCausalLM</c>: OLMo 2 with a window in three layers of four, whose rotation is not scaled.</summary>
internal static class Olmo3Family
{
    private static readonly DecoderConfig Defaults = Olmo2Family.Defaults with
    {
        Family = Families.Olmo3,
        Rotary = new() { LocalIsUnscaled = true },
    };

    public static Family Family { get; } =
        new()
        {
            Name = Families.Olmo3,
            Models = "OLMo 3",
            Configurations = [new("Olmo3ForCausalLM", "olmo3", Read)],
            Prefixes = DecoderTensors.Prefixes,
            Tensors = Olmo2Family.Tensors,
            Buffers = DecoderTensors.Buffers,
        };

    private static Architecture Read(ConfigFields f)
    {
        var plain = Olmo2Family.Read(f, Defaults);
        var width = SlidingWindow.Width(f, 4096);
        var architecture = DecoderConfig.Windowed(f, plain, width, layer => (layer + 1) % 4 != 0);
        f.RequireAllKnown(HarmlessKeys.And(["attention_dropout"]));
        return architecture;
    }
}

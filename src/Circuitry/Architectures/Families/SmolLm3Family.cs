namespace Circuitry.Models;

/// <summary><c>SmolLM3ForCausalLM</c>: Llama with layers, one of four unless a list says otherwise, that do not rotate.</summary>
internal static class SmolLm3Family
{
    private const string List = "no_rope_layers";
    private const string Interval = "no_rope_layer_interval";

    private static readonly DecoderConfig Defaults = new()
    {
        Family = Families.SmolLm3,
        Context = 32768,
        KeyValueHeads = 4,
        Tied = true,
        Rotary = new() { DefaultBase = 2e6 },
    };

    public static Family Family { get; } =
        new()
        {
            Name = Families.SmolLm3,
            Models = "SmolLM3",
            Configurations = [new("SmolLM3ForCausalLM", "smollm3", Read)],
            Prefixes = DecoderTensors.Prefixes,
            Tensors = DecoderTensors.All,
            Buffers = DecoderTensors.Buffers,
        };

    private static Architecture Read(ConfigFields f)
    {
        var plain = DecoderConfig.MlpBiased(f, DecoderConfig.AttentionBiased(f, Defaults.Read(f)));
        HuggingFaceConfig.RequireListable(f, "num_hidden_layers", plain.Layers);
        var rotates = RotatingLayers(f, plain.Layers);
        int? width = null;
        if (f.Flag("use_sliding_window", false))
        {
            width = SlidingWindow.Width(f, null);
        }
        else
        {
            f.Ignore("sliding_window");
        }

        var windowed = DecoderConfig.Windowed(f, plain, width, layer => !rotates(layer));
        var architecture = windowed with
        {
            Positions = windowed.Positions with
            {
                Rotary = windowed.Positions.Rotary! with { Layers = LayerSet.Of(plain.Layers, rotates) },
            },
        };
        f.RequireAllKnown(HarmlessKeys.And(["attention_dropout", "max_window_layers", "pretraining_tp"]));
        return architecture;
    }

    // 1 stands for a layer that rotates, whatever the name of the list says.
    private static Func<int, bool> RotatingLayers(ConfigFields f, int layers)
    {
        var period = f.Count(Interval, 4);
        if (f.List(List) is not { } listed)
        {
            return layer => (layer + 1) % period != 0;
        }

        if (listed.Count != layers)
        {
            throw f.Refused(List, $"lists {ConfigFields.Shown(listed.Count)} layers of {ConfigFields.Shown(layers)}");
        }

        var other = listed.Where(one => one is not (0.0 or 1.0)).Take(1).ToList();
        return other.Count == 0
            ? layer => listed[layer] is 1.0
            : throw f.Refused(
                List,
                $"holds {ConfigFields.Shown(other[0])}; it must be 1 for a layer that rotates and 0 for one that does not"
            );
    }
}

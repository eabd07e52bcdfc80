namespace Circuitry.Models;

/// <summary>Reads which layers attend over a sliding window, and how wide it is.</summary>
internal static class SlidingWindow
{
    private const string Field = "sliding_window";
    private const string Kinds = "layer_types";
    private const string Full = "full_attention";
    private const string Slides = "sliding_attention";

    /// <summary>The width that a field gives; null for no window.</summary>
    /// <param name="f">The fields.</param>
    /// <param name="absent">What an absent field means, which null is not.</param>
    public static int? Width(ConfigFields f, int? absent) => f.Given(Field) ? f.CountOrNull(Field) : absent;

    /// <summary>The attention with the window that a configuration gives to some of its layers.</summary>
    /// <param name="f">The fields.</param>
    /// <param name="attention">The attention without a window.</param>
    /// <param name="layers">Number of layers.</param>
    /// <param name="width">The width of the window; null for none.</param>
    /// <param name="rule">The layers that slide by the family's rule where there is a window.</param>
    /// <param name="listed">Whether the family reads a list of the layers' kinds, which then counts instead.</param>
    /// <exception cref="ArchitectureException">The list does not fit, or contradicts what the family does whatever it says.</exception>
    public static AttentionOrgan Read(
        ConfigFields f,
        AttentionOrgan attention,
        int layers,
        int? width,
        Func<int, bool> rule,
        bool listed = true
    )
    {
        var kinds = LayerKinds(f, layers);
        if (kinds is null && width is null)
        {
            return attention;
        }

        HuggingFaceConfig.RequireListable(f, "num_hidden_layers", layers);
        var slides = Enumerable.Range(0, layers).Select(layer => width is not null && rule(layer)).ToList();
        if (kinds is not null)
        {
            if (width is null && kinds.Contains(true))
            {
                throw f.Refused(Kinds, "has layers of sliding attention, but the model has no window");
            }

            if (!listed && !kinds.SequenceEqual(slides))
            {
                throw f.Refused(
                    Kinds,
                    $"says otherwise than this family does, whose layers {(slides.Contains(true) ? "all slide where sliding_window is given" : "never slide")}; remove it or correct it"
                );
            }

            slides = kinds;
        }

        return slides.Contains(true)
            ? attention with
            {
                Window = width!.Value,
                WindowLayers = LayerSet.Of(layers, layer => slides[layer]),
            }
            : attention;
    }

    /// <summary>The attention of a family whose layers never slide, which a list of their kinds may repeat.</summary>
    public static AttentionOrgan None(ConfigFields f, AttentionOrgan attention, int layers) =>
        Read(f, attention, layers, width: null, _ => false, listed: false);

    private static List<bool>? LayerKinds(ConfigFields f, int layers)
    {
        var kinds = f.List(Kinds);
        if (kinds is null)
        {
            return null;
        }

        if (kinds.Count != layers)
        {
            throw f.Refused(Kinds, $"lists {ConfigFields.Shown(kinds.Count)} layers of {ConfigFields.Shown(layers)}");
        }

        var other = kinds.Where(kind => kind is not (Full or Slides)).Take(1).ToList();
        return other.Count == 0
            ? [.. kinds.Select(kind => (string)kind! == Slides)]
            : throw f.Refused(
                Kinds,
                $"has a layer of kind '{ConfigFields.Shown(other[0])}', which is not implemented; known are {Full} and {Slides}"
            );
    }
}

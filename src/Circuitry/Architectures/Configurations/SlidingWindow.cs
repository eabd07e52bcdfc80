namespace Circuitry.Models;

/// <summary>Refuses attention over a sliding window. A window that is at least as long as the context masks nothing.</summary>
internal static class SlidingWindow
{
    private const string Field = "sliding_window";
    private const string Kinds = "layer_types";
    private const string Slides = "sliding_attention";

    /// <param name="f">The fields.</param>
    /// <param name="a">The architecture without a window.</param>
    /// <param name="window">The width of the window; null for none.</param>
    /// <param name="first">The first layer that slides where a window is given.</param>
    /// <param name="listed">Whether the family reads a list of the layers' kinds, which then counts instead.</param>
    /// <exception cref="ArchitectureException">A layer slides.</exception>
    public static void RequireNone(ConfigFields f, Architecture a, int? window, double first = 0, bool listed = false)
    {
        var kinds = LayerKinds(f, a);
        var byRule = window is not null && first < a.Layers;
        var slides = kinds is null ? byRule : kinds.Contains(Slides) || (byRule && !listed);
        if (!slides || window >= a.Context)
        {
            return;
        }

        throw window is { } width
            ? f.Refused(
                Field,
                $"{(f.Given(Field) ? "is" : "is absent, which in this family means")} {ConfigFields.Shown(width)}, less than the "
                    + $"context of {ConfigFields.Shown(a.Context)}, and attention over a sliding window is not implemented; "
                    + "for prompts that fit into the window, give max_position_embeddings its width"
            )
            : f.Refused(
                Kinds,
                "has layers of sliding attention, but the model has no window, and one is not implemented"
            );
    }

    private static IReadOnlyList<object?>? LayerKinds(ConfigFields f, Architecture a)
    {
        var kinds = f.List(Kinds);
        if (kinds is null)
        {
            return null;
        }

        if (kinds.Count != a.Layers)
        {
            throw f.Refused(Kinds, $"lists {ConfigFields.Shown(kinds.Count)} layers of {ConfigFields.Shown(a.Layers)}");
        }

        var other = kinds.Where(kind => kind is not ("full_attention" or Slides)).Take(1).ToList();
        return other.Count == 0
            ? kinds
            : throw f.Refused(
                Kinds,
                $"has a layer of kind '{ConfigFields.Shown(other[0])}', which is not implemented; known is full_attention"
            );
    }
}

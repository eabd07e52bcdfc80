using static TorchSharp.torch;

namespace Circuitry.Features;

/// <summary>Changes the activation at a dictionary's site on its way through a forward pass.</summary>
internal static class Splice
{
    /// <summary>Adds a change to what a tap does.</summary>
    /// <param name="tap">The tap of a forward pass.</param>
    /// <param name="site">The place.</param>
    /// <param name="change">Makes a new activation of one, [batch, position, width]; heads lie side by side at <c>hook_z</c>.</param>
    public static void Into(Tap tap, FeatureSite site, Func<Tensor, Tensor> change) =>
        tap.Patch(
            site.Hook,
            site.Layer,
            value =>
            {
                if (value.ndim == 3)
                {
                    // An alias: the forward pass may dispose what it is given and what it gave, which may be one tensor.
                    return change(value).alias();
                }

                using var flat = SideBySide(value);
                using var changed = change(flat);
                return changed.reshape(value.shape);
            }
        );

    /// <summary>Has a tap show the activation at a site, [batch, position, width].</summary>
    /// <param name="tap">The tap of a forward pass.</param>
    /// <param name="site">The place.</param>
    /// <param name="read">Sees the activation, which it does not own.</param>
    public static void Read(Tap tap, FeatureSite site, Action<Tensor> read) =>
        Into(
            tap,
            site,
            value =>
            {
                read(value);
                return value;
            }
        );

    /// <summary>The activation at a site as a dictionary sees it: [batch, position, head, d_head] as [batch, position, width].</summary>
    public static Tensor SideBySide(Tensor value) => value.ndim == 4 ? value.flatten(2) : value.alias();
}

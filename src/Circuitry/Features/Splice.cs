using static TorchSharp.torch;

namespace Circuitry;

/// <summary>Changes the activations at sites on their way through a forward pass.</summary>
internal static class Splice
{
    /// <summary>Has a tap change the activation at a site.</summary>
    /// <param name="tap">The tap of a forward pass.</param>
    /// <param name="site">The site.</param>
    /// <param name="change">Makes the new activation from the current one, [batch, position, width] both; must not change it in place.</param>
    public static void Change(Tap tap, FeatureSite site, Func<Tensor, Tensor> change) =>
        tap.Patch(
            site.Hook,
            site.Layer,
            site.Hook == HookSite.MixedValue
                ? heads =>
                {
                    using var scope = NewDisposeScope();
                    return change(heads.flatten(2)).view(heads.shape).MoveToOuterDisposeScope();
                }
                : change
        );

    /// <summary>Has a tap hand over the activation at a site, [batch, position, width].</summary>
    public static void Read(Tap tap, FeatureSite site, Action<Tensor> read) =>
        Change(
            tap,
            site,
            value =>
            {
                read(value);
                return value;
            }
        );
}

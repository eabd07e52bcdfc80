using static TorchSharp.torch;

namespace Circuitry.Discovery.Attribution;

/// <summary>A value that a run puts in place of what a block computes.</summary>
/// <param name="Layer">The block.</param>
/// <param name="Site">The place.</param>
/// <param name="Value">The value, in the place's shape.</param>
internal sealed record BlockIntervention(int Layer, HookSite Site, Tensor Value)
{
    /// <summary>Puts the value in place, where the tap is that of its block.</summary>
    public void Apply(Tap tap, int layer)
    {
        if (layer == Layer)
        {
            // The block may dispose what passes through it.
            tap.Patch(Site, layer, _ => Value.alias());
        }
    }
}

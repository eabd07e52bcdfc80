using System.Diagnostics;

namespace Circuitry.Models;

/// <summary>A point in a model at which an activation can be read or patched.</summary>
[DebuggerDisplay("{Name,nq} {Shape,nq}")]
public abstract class HookPoint
{
    private protected HookPoint(HookSite site, int layer, int? head, IReadOnlyList<Axis> axes, int headAxis)
    {
        Site = site;
        Layer = layer;
        Head = head;
        Axes = axes;
        HeadAxis = headAxis;
        Name = HookNames.Of(site, layer) + (head is { } h ? FormattableString.Invariant($"[{h}]") : "");
    }

    /// <summary>The TransformerLens name; a single head's is followed by its index in brackets.</summary>
    public string Name { get; }

    /// <summary>The hook site within a block, or outside the blocks.</summary>
    public HookSite Site { get; }

    /// <summary>The block, or -1 outside the blocks.</summary>
    public int Layer { get; }

    /// <summary>The head whose slice this is; null for the whole layer's value.</summary>
    public int? Head { get; }

    /// <summary>The axes of a value, outermost first.</summary>
    public IReadOnlyList<Axis> Axes { get; }

    /// <summary>Index of the head axis in the whole layer's value; meaningful when <see cref="Head"/> is given.</summary>
    internal int HeadAxis { get; }

    /// <summary>The shape in the field's words, such as <c>[batch, position, d_head]</c>.</summary>
    public string Shape => "[" + string.Join(", ", Axes.Select(HookNames.Of)) + "]";

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>A point in a model at which the activation is a <typeparamref name="TKind"/>.</summary>
public class HookPoint<TKind> : HookPoint
    where TKind : IActivationKind
{
    /// <summary>Creates a hook point. Emitted code calls this; researchers take hook points from the emitted tree.</summary>
    /// <param name="site">The hook site.</param>
    /// <param name="layer">The block, or -1 outside the blocks.</param>
    /// <param name="head">The head whose slice it is, or null.</param>
    /// <param name="headAxis">Index of the head axis in the whole layer's value.</param>
    public HookPoint(HookSite site, int layer = -1, int? head = null, int headAxis = 2)
        : base(site, layer, head, TKind.Axes, headAxis) { }
}

namespace Circuitry.Models;

/// <summary>A place in a model whose activation can be read or patched.</summary>
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

    /// <summary>The place within a block, or outside of the blocks.</summary>
    public HookSite Site { get; }

    /// <summary>The block, or -1 outside of the blocks.</summary>
    public int Layer { get; }

    /// <summary>The head whose slice this is; null for the whole layer's value.</summary>
    public int? Head { get; }

    /// <summary>The axes of a value, outermost first.</summary>
    public IReadOnlyList<Axis> Axes { get; }

    /// <summary>Where the head axis stands in the whole layer's value; meaningful when <see cref="Head"/> is given.</summary>
    internal int HeadAxis { get; }

    /// <summary>The shape in the field's words, such as <c>[batch, position, d_head]</c>.</summary>
    public string Shape => "[" + string.Join(", ", Axes.Select(HookNames.Of)) + "]";

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>A place in a model whose activation is a <typeparamref name="TKind"/>.</summary>
public class HookPoint<TKind> : HookPoint
    where TKind : IActivationKind
{
    /// <summary>Names a place. Emitted code calls this; a researcher takes hook points from the emitted tree.</summary>
    /// <param name="site">The place.</param>
    /// <param name="layer">The block, or -1 outside of the blocks.</param>
    /// <param name="head">The head whose slice it is, or null.</param>
    /// <param name="headAxis">Where the head axis stands in the whole layer's value.</param>
    public HookPoint(HookSite site, int layer = -1, int? head = null, int headAxis = 2)
        : base(site, layer, head, TKind.Axes, headAxis) { }
}

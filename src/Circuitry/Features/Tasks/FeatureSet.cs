using System.Collections;
using static TorchSharp.torch;

namespace Circuitry.Features;

/// <summary>A set of a task's nodes.</summary>
public sealed class FeatureSet : IReadOnlyCollection<FeatureNode>
{
    private readonly bool[] _contains;

    private FeatureSet(FeatureLayout layout, bool[] contains) => (Layout, _contains) = (layout, contains);

    /// <summary>All nodes there are.</summary>
    public FeatureLayout Layout { get; }

    /// <summary>Number of nodes in the set.</summary>
    public int Count => _contains.Count(contained => contained);

    /// <summary>Every node.</summary>
    public static FeatureSet All(FeatureLayout layout) => new(layout, Filled(layout.Count));

    /// <summary>No node.</summary>
    public static FeatureSet None(FeatureLayout layout) => new(layout, new bool[layout.Count]);

    /// <summary>These nodes.</summary>
    /// <exception cref="DictionaryException">A node is not one of the layout's.</exception>
    public static FeatureSet Of(FeatureLayout layout, IEnumerable<FeatureNode> nodes)
    {
        var set = None(layout);
        foreach (var node in nodes)
        {
            set._contains[layout.IndexOf(node)] = true;
        }

        return set;
    }

    /// <summary>Nodes by number.</summary>
    internal static FeatureSet OfIndices(FeatureLayout layout, IEnumerable<int> indices)
    {
        var set = None(layout);
        foreach (var index in indices)
        {
            set._contains[index] = true;
        }

        return set;
    }

    /// <summary>Whether a node is in the set.</summary>
    public bool Contains(FeatureNode node) => _contains[Layout.IndexOf(node)];

    /// <summary>The nodes that are not in the set.</summary>
    public FeatureSet Complement() => new(Layout, [.. _contains.Select(contained => !contained)]);

    /// <summary>The numbers of the nodes, ascending.</summary>
    internal IEnumerable<int> Indices => Enumerable.Range(0, _contains.Length).Where(index => _contains[index]);

    /// <summary>Which of a site's features are in the set, bool [position or 1, feature]; the caller's.</summary>
    internal Tensor FeatureMask(FeatureSite site, Device device)
    {
        var (offset, width) = (Layout.Offset(site), Layout.Width(site));
        return Mask(offset, width, device);
    }

    /// <summary>Whether a site's error term is in the set, bool [position or 1, 1]; the caller's. True where there is none.</summary>
    internal Tensor ErrorMask(FeatureSite site, Device device) =>
        Layout.HasError(site)
            ? Mask(Layout.Offset(site) + Layout.Width(site), 1, device)
            : ones([Layout.Positions, 1], @bool, device);

    /// <summary>Whether all of a site's nodes are in the set.</summary>
    internal bool IsWhole(FeatureSite site)
    {
        var (offset, width) = (Layout.Offset(site), Layout.Width(site) + (Layout.HasError(site) ? 1 : 0));
        return Enumerable
            .Range(0, Layout.Positions)
            .All(position => _contains.AsSpan(position * Layout.Columns + offset, width).IndexOf(false) < 0);
    }

    /// <inheritdoc/>
    public IEnumerator<FeatureNode> GetEnumerator() => Indices.Select(index => Layout[index]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private Tensor Mask(int offset, int width, Device device)
    {
        var mask = new bool[Layout.Positions * width];
        for (var position = 0; position < Layout.Positions; position++)
        {
            Array.Copy(_contains, position * Layout.Columns + offset, mask, position * width, width);
        }

        return tensor(mask, [Layout.Positions, width]).to(device);
    }

    private static bool[] Filled(int count)
    {
        var filled = new bool[count];
        Array.Fill(filled, true);
        return filled;
    }
}

namespace Circuitry;

/// <summary>
/// The edges of a graph by name. A name is taken apart into the two ends of its edge, so that looking some up costs nothing for
/// the others.
/// </summary>
internal sealed class EdgeNames(Graph graph)
{
    private const string Arrow = "->";

    private readonly Dictionary<string, int> _readers = graph
        .Readers.Index()
        .ToDictionary(reader => reader.Item.Name, reader => reader.Index, StringComparer.Ordinal);

    /// <summary>The index of an edge; null if the graph has none of that name.</summary>
    public int? Find(string name)
    {
        // No label of positions has an arrow in it.
        var arrow = name.IndexOf(Arrow, StringComparison.Ordinal);
        return
            arrow >= 0
            && graph.FindWriter(name[..arrow]) is { } writer
            && _readers.TryGetValue(name[(arrow + Arrow.Length)..], out var reader)
            && writer < graph.WritersBefore(reader)
            ? graph.EdgeIndex(writer, reader)
            : null;
    }
}

namespace Circuitry;

/// <summary>
/// The units of a graph by name. A name is taken apart into the two ends of its edge, so that looking some up costs nothing for
/// the others.
/// </summary>
internal sealed class UnitIndices(Graph graph)
{
    private const string Arrow = "->";

    private readonly Dictionary<string, int> _writers = Numbered(graph.Writers.Select(writer => writer.Name));
    private readonly Dictionary<string, int> _readers = Numbered(graph.Readers.Select(reader => reader.Name));

    /// <summary>The index of a unit; null if the graph has none of that name.</summary>
    public int? Of(string name)
    {
        if (graph.Granularity == Granularity.Node)
        {
            return _writers.TryGetValue(name, out var unit) ? unit : null;
        }

        // No label of positions has an arrow in it.
        var arrow = name.IndexOf(Arrow, StringComparison.Ordinal);
        return
            arrow >= 0
            && _writers.TryGetValue(name[..arrow], out var writer)
            && _readers.TryGetValue(name[(arrow + Arrow.Length)..], out var reader)
            && writer < graph.WritersBefore(reader)
            ? graph.EdgeIndex(writer, reader)
            : null;
    }

    private static Dictionary<string, int> Numbered(IEnumerable<string> names) =>
        names.Index().ToDictionary(name => name.Item, name => name.Index, StringComparer.Ordinal);
}

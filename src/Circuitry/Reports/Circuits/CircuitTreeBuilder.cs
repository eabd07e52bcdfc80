namespace Circuitry.Reports;

/// <summary>Walks a circuit of edges from the logits back.</summary>
internal sealed class CircuitTreeBuilder(Circuit circuit)
{
    private readonly Graph _graph = circuit.Graph;
    private readonly HashSet<int> _expandedWriters = [];
    private readonly HashSet<int> _expandedReaders = [];

    // Strongest first, and equals in the graph's order, so that the same circuit gives the same tree.
    private readonly ILookup<int, CircuitUnit> _unitsOfReader = CircuitText
        .ByEffect(circuit)
        .ToLookup(unit => circuit.Graph.ReaderOf(unit.Index));

    public IReadOnlyList<CircuitTree> Build()
    {
        var logits = _graph.Readers.Count - 1;
        _expandedReaders.Add(logits);
        var tree = new CircuitTree { Label = _graph.Readers[logits].Name, Children = WritersInto(logits) };
        CircuitTree[] stranded =
        [
            .. _unitsOfReader
                .Where(units => !_expandedReaders.Contains(units.Key))
                .OrderBy(units => units.Key)
                .SelectMany(units => units)
                .Select(unit => CircuitTree.Leaf(circuit, unit)),
        ];
        return stranded.Length == 0
            ? [tree]
            : [tree, new CircuitTree { Label = "no path to the logits", Children = stranded }];
    }

    private CircuitTree[] WritersInto(int reader) =>
        [.. _unitsOfReader[reader].Select(unit => Writer(_graph.WriterOf(unit.Index), unit.Score))];

    private CircuitTree Writer(int writer, double score)
    {
        var name = _graph.Writers[writer].Name;
        int[] readers = [.. ReadersOf(writer).Where(_unitsOfReader.Contains)];
        if (readers.Length == 0)
        {
            return new CircuitTree { Label = name, Score = score };
        }

        if (!_expandedWriters.Add(writer))
        {
            return new CircuitTree
            {
                Label = name,
                Score = score,
                Above = true,
            };
        }

        // An MLP, and a head whose inputs are merged, has one reader of the same name: a level for it would say nothing.
        return new CircuitTree
        {
            Label = name,
            Score = score,
            Children =
                readers is [var only] && _graph.Readers[only].Name == name && _expandedReaders.Add(only)
                    ? WritersInto(only)
                    : [.. readers.Select(Reader)],
        };
    }

    private CircuitTree Reader(int reader)
    {
        var name = _graph.Readers[reader].Name;
        return _expandedReaders.Add(reader)
            ? new CircuitTree { Label = name, Children = WritersInto(reader) }
            : new CircuitTree { Label = name, Above = true };
    }

    private IEnumerable<int> ReadersOf(int writer)
    {
        var stage = _graph.Stages.First(stage => writer < stage.FirstWriter + stage.WriterCount);
        return Enumerable
            .Range(stage.FirstReader, stage.ReaderCount)
            .Where(reader => _graph.WritersOfReader(reader).Contains(writer));
    }
}

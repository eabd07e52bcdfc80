namespace Circuitry.Discovery.Masks;

/// <summary>Gates of edges, writers or components, and those that an edge depends on: in the circuit it is in when every end is.</summary>
/// <remarks>The number -1 stands for a gate that is always open.</remarks>
internal sealed class EdgeMaskLayout : MaskLayout
{
    private const int Open = -1;
    private readonly EdgeGroupUnits _units;
    private readonly Graph _graph;
    private readonly int[] _edgeGates;
    private readonly int[] _readerGates;
    private readonly int[] _writerGates;

    // Gates of which one must be open for the node at that end to be in; none where it always is.
    private readonly int[][] _readerEnds;
    private readonly int[][] _writerEnds;

    private EdgeMaskLayout(EdgeGroupUnits units)
    {
        var graph = units.Graph;
        (_units, _graph) = (units, graph);
        _edgeGates = Filled(graph.EdgeCount);
        _readerGates = Filled(graph.Readers.Count);
        _writerGates = Filled(graph.Writers.Count);
        _readerEnds = [.. Enumerable.Repeat(Array.Empty<int>(), graph.Readers.Count)];
        _writerEnds = [.. Enumerable.Repeat(Array.Empty<int>(), graph.Writers.Count)];
    }

    /// <summary>The gates of some units.</summary>
    /// <exception cref="ArgumentException">The graph has no such units.</exception>
    public static EdgeMaskLayout Of(EdgeGroupUnits all, MaskUnits units)
    {
        if (all is NodeUnits && units != MaskUnits.Writers)
        {
            throw new ArgumentException(
                $"masks over {units} need [Granularity(Granularity.Edge)]; the units of this graph are nodes: use MaskUnits.Writers",
                nameof(units)
            );
        }

        if (all.SplitsPositions && units == MaskUnits.Components)
        {
            throw new ArgumentException(
                "components are a head's inputs and MLPs at all positions, and this graph splits positions: use MaskUnits.Writers, which have groups of positions of their own",
                nameof(units)
            );
        }

        var layout = new EdgeMaskLayout(all);
        switch (units)
        {
            case MaskUnits.Edges:
                layout.AddEdges();
                break;
            case MaskUnits.Writers:
                layout.AddWriters(endsOfReaders: all is EdgeUnits);
                break;
            case MaskUnits.Components:
                layout.AddComponents();
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(units), units, "is not a kind of unit");
        }

        return layout;
    }

    /// <summary>A gate for every edge, then one for every writer.</summary>
    public static EdgeMaskLayout OfEdgesAndWriters(EdgeGroupUnits all)
    {
        var layout = new EdgeMaskLayout(all);
        layout.AddEdges();
        layout.AddWriters(endsOfReaders: false);
        return layout;
    }

    /// <inheritdoc/>
    public override IEnumerable<long[]> Factors()
    {
        if (_edgeGates.Any(gate => gate != Open))
        {
            yield return Places((writer, reader) => _edgeGates[_graph.EdgeIndex(writer, reader)]);
        }

        if (_readerGates.Any(gate => gate != Open))
        {
            yield return Places((_, reader) => _readerGates[reader]);
        }

        if (_writerGates.Any(gate => gate != Open))
        {
            yield return Places((writer, _) => _writerGates[writer]);
        }
    }

    /// <inheritdoc/>
    public override double[] UnitValues(IReadOnlyList<double> gates, double always)
    {
        double Of(int gate) => gate == Open ? always : gates[gate];
        double Greatest(int[] ends) => ends.Length == 0 ? always : ends.Max(gate => gates[gate]);
        double[] writerEnds = [.. _writerEnds.Select(Greatest)];
        var values = new double[_units.Count];
        for (var reader = 0; reader < _graph.Readers.Count; reader++)
        {
            var readerEnd = Greatest(_readerEnds[reader]);
            for (var writer = 0; writer < _graph.WritersBefore(reader); writer++)
            {
                var edge = _graph.EdgeIndex(writer, reader);
                values[_units.UnitOf(writer, reader)] = Math.Min(
                    Of(_edgeGates[edge]),
                    Math.Min(readerEnd, writerEnds[writer])
                );
            }
        }

        return values;
    }

    private void AddEdges() =>
        AddGroup(
            Enumerable.Range(0, _graph.EdgeCount),
            edge => _graph.EdgeAt(edge).Name,
            (edge, gate) => _edgeGates[edge] = gate
        );

    private void AddWriters(bool endsOfReaders)
    {
        AddGroup(
            Enumerable.Range(0, _graph.Writers.Count),
            writer => _graph.Writers[writer].Name,
            (writer, gate) =>
            {
                _writerGates[writer] = gate;
                _writerEnds[writer] = [gate];
            }
        );
        for (var reader = 0; endsOfReaders && reader < _graph.Readers.Count; reader++)
        {
            _readerEnds[reader] = [.. _graph.WritersOfReader(reader).Select(writer => _writerGates[writer])];
        }
    }

    private void AddComponents()
    {
        foreach (var stage in _graph.Stages)
        {
            var readers = Enumerable.Range(stage.FirstReader, stage.ReaderCount);
            if (stage.Kind == StageKind.Attention)
            {
                foreach (var kind in readers.GroupBy(reader => _graph.Readers[reader].Kind))
                {
                    AddGroup(kind, reader => _graph.Readers[reader].Name, AddHeadInput);
                }
            }
            else if (stage.Kind == StageKind.Mlp)
            {
                AddGroup(
                    readers,
                    reader => _graph.Readers[reader].Name,
                    (reader, gate) =>
                    {
                        _writerGates[stage.FirstWriter] = gate;
                        _readerEnds[reader] = _writerEnds[stage.FirstWriter] = [gate];
                    }
                );
            }
        }
    }

    private void AddHeadInput(int reader, int gate)
    {
        _readerGates[reader] = gate;
        _readerEnds[reader] = [gate];
        foreach (var writer in _graph.WritersOfReader(reader))
        {
            _writerEnds[writer] = [.. _writerEnds[writer], gate];
        }
    }

    private long[] Places(Func<int, int, int> gateOf)
    {
        int readers = _graph.Readers.Count,
            writers = _graph.Writers.Count;
        var places = new long[readers * writers];
        Array.Fill(places, Count + 1);
        for (var reader = 0; reader < readers; reader++)
        {
            for (var writer = 0; writer < _graph.WritersBefore(reader); writer++)
            {
                var gate = gateOf(writer, reader);
                places[reader * writers + writer] = gate == Open ? Count : gate;
            }
        }

        return places;
    }

    private static int[] Filled(int count)
    {
        var gates = new int[count];
        Array.Fill(gates, Open);
        return gates;
    }
}

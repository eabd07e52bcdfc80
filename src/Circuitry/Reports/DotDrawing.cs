namespace Circuitry.Reports;

/// <summary>The drawn elements of a circuit: ranks of nodes, one per stage of the forward pass, and edges in the graph's order.</summary>
internal sealed class DotDrawing
{
    private readonly Graph _graph;

    public DotDrawing(Circuit circuit)
    {
        _graph = circuit.Graph;
        Strongest = Ink.Strongest(circuit.Kept.Select(unit => unit.Score));
        var ranks = new SortedDictionary<int, SortedDictionary<int, DotNode>>();
        void Draw(int stage, int place, DotNode node)
        {
            ranks.TryAdd(stage, []);
            ranks[stage].TryAdd(place, node);
        }

        var logits = _graph.Stages.Count - 1;
        Draw(logits, 0, new DotNode(_graph.Readers[^1].Name));
        if (circuit.Units is not EdgeUnits)
        {
            foreach (var unit in circuit.Kept)
            {
                Draw(StageOfWriter(unit.Index), unit.Index, new DotNode(unit.Name, unit.Score));
            }
        }
        else
        {
            foreach (var unit in circuit.Kept)
            {
                var (writer, reader) = (_graph.WriterOf(unit.Index), _graph.ReaderOf(unit.Index));
                Draw(StageOfWriter(writer), writer, new DotNode(_graph.Writers[writer].Name));
                var stage = _graph.StageOfReader(reader).Index;
                if (NodeOf(reader) is { } node)
                {
                    Draw(stage, node, new DotNode(_graph.Writers[node].Name));
                }
                else if (stage != logits)
                {
                    Draw(stage, PlaceOfGroup(_graph.Readers[reader]), new DotNode(TargetOf(reader), IsGroup: true));
                }

                Edges.Add(new DotEdge(_graph.Writers[writer].Name, TargetOf(reader), LabelOf(reader), unit.Score));
            }
        }

        Ranks = [.. ranks.Values.Select(rank => rank.Values.ToList())];
        Groups =
        [
            .. circuit
                .Kept.Where(_ => circuit.Units is EdgeUnits)
                .Select(unit => _graph.ReaderOf(unit.Index))
                .Where(reader => NodeOf(reader) is null)
                .SelectMany(reader =>
                    _graph
                        .WritersOfReader(reader)
                        .Where(writer => ranks[StageOfWriter(writer)].ContainsKey(writer))
                        .Select(writer => (TargetOf(reader), _graph.Writers[writer].Name))
                )
                .Distinct(),
        ];
    }

    public double Strongest { get; }

    public IReadOnlyList<IReadOnlyList<DotNode>> Ranks { get; }

    public List<DotEdge> Edges { get; } = [];

    /// <summary>
    /// Nodes that read for several writers (shared heads and nodes split by position), each with the drawn ones of those writers.
    /// </summary>
    public IReadOnlyList<(string Group, string Head)> Groups { get; }

    private int StageOfWriter(int writer) =>
        _graph.Stages.First(stage => writer < stage.FirstWriter + stage.WriterCount).Index;

    /// <summary>In front of the writers; a query head and a shared key and value head of one number are drawn apart.</summary>
    private int PlaceOfGroup(Reader reader) =>
        -1 - reader.Head - (reader is { Grouped: true, Kind: ReaderKind.Query } ? _graph.Architecture.Heads : 0);

    /// <summary>
    /// The writer, by index, that an edge into a reader is drawn to; null for the logits and for nodes that read for several
    /// writers.
    /// </summary>
    private int? NodeOf(int reader) => _graph.WritersOfReader(reader).ToList() is [var only] ? only : null;

    private string TargetOf(int reader) =>
        NodeOf(reader) is { } node ? _graph.Writers[node].Name : _graph.Readers[reader].Name.Split('<')[0];

    private string? LabelOf(int reader) =>
        _graph.Readers[reader].Kind switch
        {
            ReaderKind.Query => "q",
            ReaderKind.Key => "k",
            ReaderKind.Value => "v",
            _ => null,
        };
}

/// <summary>A drawn node; with a score where nodes are the units.</summary>
internal sealed record DotNode(string Name, double? Score = null, bool IsGroup = false);

/// <summary>A drawn edge.</summary>
internal sealed record DotEdge(string From, string To, string? Label, double Score);

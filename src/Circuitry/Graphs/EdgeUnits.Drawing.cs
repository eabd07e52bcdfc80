namespace Circuitry;

public sealed partial class EdgeUnits
{
    /// <summary>
    /// Draws writers as nodes and each unit as an edge into the node that reads, or where several read together, as shared heads and
    /// nodes split by position do, into a node of its own that is joined to those of them that are drawn.
    /// </summary>
    internal override void Draw(IReadOnlyList<(int Unit, double Score)> kept, DiagramBuilder diagram)
    {
        LeadToLogits(diagram);
        var inputs = new List<(int Reader, DiagramNode Node)>();
        foreach (var (unit, score) in kept)
        {
            var reader = Graph.ReaderOf(unit);
            var from = NodeOfWriter(Graph.WriterOf(unit));
            DiagramNode to;
            if (Only(reader) is { } node)
            {
                to = NodeOfWriter(node);
            }
            else if (reader == Graph.Readers.Count - 1)
            {
                to = diagram.End;
            }
            else
            {
                var name = Graph.Readers[reader].Name.Split('<')[0];
                to = diagram.Node(
                    Graph.StageOfReader(reader).Index,
                    PlaceOfInput(Graph.Readers[reader]),
                    new DiagramNode
                    {
                        Name = name,
                        Label = name,
                        Shape = DiagramShape.Ellipse,
                    }
                );
                inputs.Add((reader, to));
            }

            diagram.Edge(new DiagramEdge(NameOf(unit), from, to, InputOf(reader), score));
        }

        foreach (var (reader, input) in inputs)
        {
            foreach (var writer in Graph.WritersOfReader(reader))
            {
                if (diagram.At(StageOfWriter(writer), writer) is { } drawn)
                {
                    diagram.Share(input, drawn);
                }
            }
        }

        DiagramNode NodeOfWriter(int writer)
        {
            var name = Graph.Writers[writer].Name;
            return diagram.Node(StageOfWriter(writer), writer, new DiagramNode { Name = name, Label = name });
        }
    }

    /// <summary>In front of the writers; a query head and a shared key and value head of one number are drawn apart.</summary>
    private int PlaceOfInput(Reader reader) =>
        -1 - reader.Head - (reader is { Grouped: true, Kind: ReaderKind.Query } ? Graph.Architecture.Heads : 0);

    /// <summary>The one writer, by index, that reads at a reader; null for the logits and where several read together.</summary>
    private int? Only(int reader) => Graph.WritersOfReader(reader).ToList() is [var only] ? only : null;

    private string? InputOf(int reader) =>
        Graph.Readers[reader].Kind switch
        {
            ReaderKind.Query => "q",
            ReaderKind.Key => "k",
            ReaderKind.Value => "v",
            _ => null,
        };
}

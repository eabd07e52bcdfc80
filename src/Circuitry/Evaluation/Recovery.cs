namespace Circuitry.Evaluation;

/// <summary>How well a circuit recovers a ground truth.</summary>
/// <param name="Edges">Edge by edge; null at node granularity, where edges are not chosen.</param>
/// <param name="Nodes">
/// Writer by writer. Among edges, a writer is in a circuit when a kept edge leaves it or enters one of its readers.
/// </param>
public sealed record Recovery(Confusion? Edges, Confusion Nodes)
{
    /// <summary>Compares a circuit with a ground truth.</summary>
    /// <exception cref="GraphException">They are parts of different graphs.</exception>
    public static Recovery Of(Circuit truth, Circuit found) => Of(truth.Edges, found.Edges);

    /// <summary>Compares the edges of a circuit with those of a ground truth.</summary>
    /// <exception cref="GraphException">They are parts of different graphs.</exception>
    public static Recovery Of(EdgeSet truth, EdgeSet found)
    {
        SameGraph.Check(truth.Graph, found.Graph, "the edges found");
        var (thereNodes, foundNodes) = (Touched(truth), Touched(found));
        return new Recovery(
            truth.Graph.Granularity == Granularity.Node
                ? null
                : Confusion.Of(Enumerable.Range(0, truth.Graph.EdgeCount).Select(edge => (truth[edge], found[edge]))),
            Confusion.Of(thereNodes.Zip(foundNodes))
        );
    }

    /// <inheritdoc/>
    public override string ToString() =>
        EvaluationText.Lines([.. Edges is null ? [] : new[] { ("edges", $"{Edges}") }, ("nodes", $"{Nodes}")]);

    private static bool[] Touched(EdgeSet edges)
    {
        var graph = edges.Graph;
        var touched = new bool[graph.Writers.Count];
        foreach (var edge in edges.Indices)
        {
            touched[graph.WriterOf(edge)] = true;
            if (graph.Granularity == Granularity.Edge)
            {
                foreach (var writer in graph.WritersOfReader(graph.ReaderOf(edge)))
                {
                    touched[writer] = true;
                }
            }
        }

        return touched;
    }
}

using System.Diagnostics;

namespace Circuitry.Reports;

/// <summary>
/// A circuit in the exchange format of the MIB circuit track (also that of EAP-IG): every edge of the graph with query, key
/// and value inputs split, its score, and whether it is in the circuit.
/// </summary>
/// <remarks>
/// The format knows query heads only. Where key and value heads are shared, each of their edges stands once for every
/// query head that shares it, and reading takes the copies together again.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class MibCircuit
{
    /// <summary>The graph, with query, key and value inputs split and the embedding as one writer.</summary>
    public required Graph Graph { get; init; }

    /// <summary>The score of every edge of the graph, by index.</summary>
    public required IReadOnlyList<double> Scores { get; init; }

    /// <summary>The edges in the circuit.</summary>
    public required EdgeSet Edges { get; init; }

    /// <summary>The writers in the circuit; the ends of an edge in the circuit always are.</summary>
    public required IReadOnlySet<Writer> Nodes { get; init; }

    /// <summary>Whether the format can hold circuits of some units; if not, the reason is why.</summary>
    internal static bool CanHold(Units units, out string reason)
    {
        reason =
            units is not EdgeUnits { Graph: var graph }
                ? $"the exchange format holds edges, and the circuit is made of {units.Noun}"
            : !graph.SplitQueryKeyValue
                ? "the exchange format has separate query, key and value inputs, and the circuit has them merged"
            : graph.SplitEmbedding ? "the exchange format has one embedding, and the circuit has it split"
            : graph.PositionGroups.Count > 0
                ? "the exchange format has one node for all positions, and the circuit has positions split"
            : "";
        return reason.Length == 0;
    }

    /// <summary>Converts a circuit with its scores; edges that were never scored score 0.</summary>
    /// <exception cref="GraphException">The format cannot hold circuits of its units.</exception>
    public static MibCircuit Of(Circuit circuit)
    {
        if (!CanHold(circuit.Units, out var reason))
        {
            throw new GraphException(
                reason + "; declare edges with query, key and value split, and embedding and positions whole"
            );
        }

        var graph = circuit.Graph;
        var scores = new double[graph.EdgeCount];
        var nodes = new HashSet<Writer>();
        foreach (var unit in circuit.Removed)
        {
            scores[unit.Index] = unit.Score;
        }

        foreach (var unit in circuit.Kept)
        {
            scores[unit.Index] = unit.Score;
            nodes.Add(graph.Writers[graph.WriterOf(unit.Index)]);
            nodes.UnionWith(graph.WritersOfReader(graph.ReaderOf(unit.Index)).Select(writer => graph.Writers[writer]));
        }

        return new MibCircuit
        {
            Graph = graph,
            Scores = scores,
            Edges = circuit.ToEdgeSet(),
            Nodes = nodes,
        };
    }

    /// <summary>Writes the exchange file atomically (temporary file, then rename); creates the folder.</summary>
    /// <exception cref="CircuitFileException">The file cannot be written, or a score is not finite, which the format cannot hold.</exception>
    public void Write(string path) => CircuitFile.Write(path, MibWriter.ToText(this, path));

    /// <summary>Reads an exchange file of a model.</summary>
    /// <param name="path">The file.</param>
    /// <param name="architecture">The model's architecture, which the file only hints at.</param>
    /// <exception cref="CircuitFileException">
    /// The file is missing or malformed, is of another model, lacks nodes or edges or has others, keeps an edge without its
    /// ends, or gives the copies of a shared key or value edge different scores.
    /// </exception>
    /// <exception cref="GraphException">The architecture's graph is too large.</exception>
    public static MibCircuit Read(string path, Architecture architecture) => new MibReader(path, architecture).Read();

    /// <summary>Numbers of edges and nodes.</summary>
    public override string ToString() =>
        FormattableString.Invariant(
            $"{Edges.Count} of {Counted.Of(Graph.EdgeCount, "edge")}, {Counted.Of(Nodes.Count, "node")}"
        );
}

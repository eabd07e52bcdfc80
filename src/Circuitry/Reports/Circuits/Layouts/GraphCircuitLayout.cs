using System.Text.Json.Serialization;

namespace Circuitry.Reports;

/// <summary>The fields of a file of a circuit of a graph, in its order.</summary>
internal sealed record GraphCircuitLayout : CircuitLayout
{
    [JsonPropertyOrder(-2)]
    public required GraphProvenanceLayout Provenance { get; init; }

    [JsonConverter(typeof(ArchitectureJson))]
    public required Architecture Architecture { get; init; }

    public required GraphLayout Graph { get; init; }

    public static GraphCircuitLayout Of(Circuit circuit, string format, int version) =>
        new()
        {
            Format = format,
            Version = version,
            Provenance = GraphProvenanceLayout.Of(
                circuit.Provenance with
                {
                    Method = circuit.Provenance.Method.Sorted(),
                }
            ),
            Measure = circuit.Measure,
            Architecture = circuit.Graph.Architecture,
            Graph = GraphLayout.Of(circuit.GraphUnits),
            Units = Of(circuit.Kept),
            Removed = Of(circuit.Removed),
        };

    /// <summary>Builds the graph and finds the units in it.</summary>
    /// <exception cref="CircuitFileException">The architecture makes no sense, or a unit is not in the graph or comes twice.</exception>
    public Circuit ToCircuit(string path)
    {
        var provenance = Provenance.ToProvenance(path);
        return ToCircuit(path, BuildUnits(path), provenance);
    }

    private GraphUnits BuildUnits(string path)
    {
        try
        {
            ArchitectureReader.Check(Architecture);
        }
        catch (ArchitectureException e)
        {
            throw new CircuitFileException(
                path,
                "architecture",
                "numbers that fit together",
                e.Message,
                "Mend the file or run the experiment again.",
                e
            );
        }

        if (!Graph.Granularity.IsOfGraph())
        {
            throw new CircuitFileException(
                path,
                "graph.granularity",
                "'node', 'neuron' or 'edge'",
                "'feature'",
                "Circuits of features have files of another layout; mend the file or run the experiment again."
            );
        }

        var groups = Graph.PositionGroups?.Count ?? 0;
        if (GraphSize.Excess(Architecture, Graph.SplitQueryKeyValue, Graph.SplitEmbedding, groups) is { } excess)
        {
            throw new CircuitFileException(
                path,
                "architecture",
                "sizes of which a graph can be built",
                excess,
                "Check the sizes and position groups that the file gives."
            );
        }

        var units = Whole(path);
        var graph = units.Graph;
        if (graph.SplitQueryKeyValue != Graph.SplitQueryKeyValue || graph.SplitEmbedding != Graph.SplitEmbedding)
        {
            throw new CircuitFileException(
                path,
                "graph",
                "splits that its granularity and architecture allow",
                graph.SplitEmbedding == Graph.SplitEmbedding
                    ? $"query, key and value inputs split at {units.Kind.ToString().ToLowerInvariant()} granularity"
                    : "embeddings split without learned positions",
                "Mend the file or run the experiment again."
            );
        }

        return units;
    }

    private GraphUnits Whole(string path)
    {
        try
        {
            return GraphUnits.Of(
                Graph.Granularity,
                Architecture,
                Graph.SplitQueryKeyValue,
                Graph.SplitEmbedding,
                Graph.PositionGroups
            );
        }
        catch (GraphException e)
        {
            throw new CircuitFileException(
                path,
                "graph.position_groups",
                "labels that can stand in names, each once",
                e.Message,
                "Mend the file or run the experiment again.",
                e
            );
        }
    }
}

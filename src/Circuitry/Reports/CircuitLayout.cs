using System.Text.Json.Serialization;

namespace Circuitry.Reports;

/// <summary>The fields of a circuit file, in its order.</summary>
internal sealed record CircuitLayout
{
    public required string Format { get; init; }

    public required int Version { get; init; }

    public required CircuitProvenance Provenance { get; init; }

    public required CircuitMeasure Measure { get; init; }

    [JsonConverter(typeof(ArchitectureJson))]
    public required Architecture Architecture { get; init; }

    public required GraphLayout Graph { get; init; }

    public required IReadOnlyList<UnitLayout> Units { get; init; }

    public IReadOnlyList<UnitLayout> Removed { get; init; } = [];

    public static CircuitLayout Of(Circuit circuit, string format, int version) =>
        new()
        {
            Format = format,
            Version = version,
            Provenance = circuit.Provenance with { Method = circuit.Provenance.Method.Sorted() },
            Measure = circuit.Measure,
            Architecture = circuit.Graph.Architecture,
            Graph = new GraphLayout
            {
                Granularity = circuit.Units.Kind,
                SplitQueryKeyValue = circuit.Graph.SplitQueryKeyValue,
                SplitEmbedding = circuit.Graph.SplitEmbedding,
                PositionGroups = circuit.Graph.PositionGroups.Count == 0 ? null : circuit.Graph.PositionGroups,
            },
            Units = [.. circuit.Kept.Select(Unit)],
            Removed = [.. circuit.Removed.Select(Unit)],
        };

    /// <summary>Builds the graph and finds the units in it.</summary>
    /// <exception cref="CircuitFileException">The architecture makes no sense, or a unit is not in the graph or comes twice.</exception>
    public Circuit ToCircuit(string path)
    {
        CheckProvenance(path);
        var all = BuildUnits(path);
        var units = new SortedDictionary<int, CircuitUnit>();
        var removed = new SortedDictionary<int, CircuitUnit>();
        foreach (
            var (unit, list) in Units.Select(unit => (unit, units)).Concat(Removed.Select(unit => (unit, removed)))
        )
        {
            FileNumber.CheckNumber(path, $"score of unit '{unit.Name}'", unit.Score);
            if (all.Find(unit.Name) is not { } index)
            {
                throw new CircuitFileException(
                    path,
                    $"unit '{unit.Name}'",
                    $"one of the {all.Noun} of the graph such as '{all.NameOf(0)}'",
                    "a name that the graph does not have",
                    "Mend the name, or the architecture and splits that the file gives."
                );
            }

            if (units.ContainsKey(index) || !list.TryAdd(index, new CircuitUnit(index, unit.Name, unit.Score)))
            {
                throw new CircuitFileException(
                    path,
                    $"unit '{unit.Name}'",
                    "each unit once",
                    "it twice",
                    "Remove one of them."
                );
            }
        }

        return new Circuit
        {
            Units = all,
            Kept = [.. units.Values],
            Removed = [.. removed.Values],
            Provenance = Provenance with { Method = Provenance.Method.Sorted() },
            Measure = Measure,
        };
    }

    private void CheckProvenance(string path)
    {
        var declaration = Provenance.Declaration;
        PrintedName.Check(path, "provenance.declaration.experiment", declaration.Experiment);
        PrintedName.Check(path, "provenance.declaration.model", declaration.Model);
        PrintedName.Check(path, "provenance.declaration.dataset", declaration.Dataset);
        PrintedName.Check(path, "provenance.declaration.metric", declaration.Metric);
        PrintedName.Check(path, "provenance.number_type", Provenance.NumberType);
        PrintedName.CheckOrigin(
            path,
            Provenance.Method,
            Provenance.ModelHash,
            Provenance.DataHash,
            Provenance.Version,
            Provenance.Runtime
        );
        PrintedName.Check(path, "measure.metric", Measure.Metric);
        FileNumber.CheckCount(path, "provenance.declaration.dataset_size", declaration.DatasetSize);
        FileNumber.CheckCount(path, "provenance.prompts", Provenance.Prompts);
    }

    private static UnitLayout Unit(CircuitUnit unit) => new() { Name = unit.Name, Score = unit.Score };

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
                "'node' or 'edge'",
                "'feature'",
                "Circuits of features have separate files, which FeatureCircuitJson.Read reads."
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
                    ? "query, key and value inputs split at node granularity"
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

/// <summary>How a file specifies a graph of its architecture.</summary>
internal sealed record GraphLayout
{
    public required Granularity Granularity { get; init; }

    public required bool SplitQueryKeyValue { get; init; }

    public required bool SplitEmbedding { get; init; }

    /// <summary>The labels of the groups of positions; absent where positions are not split.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? PositionGroups { get; init; }
}

/// <summary>A unit in a file; its place in the graph follows from its name.</summary>
internal readonly record struct UnitLayout
{
    public required string Name { get; init; }

    public required double Score { get; init; }
}

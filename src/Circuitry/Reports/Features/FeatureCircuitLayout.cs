namespace Circuitry.Reports;

/// <summary>The fields of a file of a circuit of features, in its order.</summary>
internal sealed record FeatureCircuitLayout
{
    /// <summary>The name of the end of the last edges, the loss, which is no node.</summary>
    private const string Loss = "loss";

    public required string Format { get; init; }

    public required int Version { get; init; }

    public required FeatureProvenance Provenance { get; init; }

    public required CircuitMeasure Measure { get; init; }

    public required IReadOnlyList<FeatureNodeLayout> Nodes { get; init; }

    public required IReadOnlyList<FeatureEdgeLayout> Edges { get; init; }

    public static FeatureCircuitLayout Of(FeatureCircuit circuit, string format, int version) =>
        new()
        {
            Format = format,
            Version = version,
            Provenance = Sorted(circuit.Provenance),
            Measure = circuit.Measure,
            Nodes =
            [
                .. circuit
                    .Nodes.OrderBy(scored => FeatureOrder.Of(scored.Node))
                    .Select(scored => new FeatureNodeLayout { Name = scored.Node.Name, Score = scored.Score }),
            ],
            Edges =
            [
                .. InOrder(circuit.Edges)
                    .Select(edge => new FeatureEdgeLayout
                    {
                        From = edge.From.Name,
                        To = edge.To?.Name ?? Loss,
                        Weight = edge.Weight,
                    }),
            ],
        };

    /// <summary>The circuit.</summary>
    /// <exception cref="CircuitFileException">Nodes and edges do not belong together.</exception>
    public FeatureCircuit ToCircuit(string path)
    {
        CheckProvenance(path);
        var sites = Provenance
            .Dictionaries.Keys.Select(name => FeatureNames.Site(path, "dictionary of", name))
            .ToHashSet();
        var nodes = new Dictionary<FeatureNode, ScoredFeature>();
        foreach (var layout in Nodes)
        {
            var node = FeatureNames.Node(path, "node", layout.Name);
            if (!sites.Contains(node.Site))
            {
                throw Refusal(path, layout, "a node of a site whose dictionary the provenance names", "another site");
            }

            if (node.Position.HasValue != FeatureNames.Node(path, "node", Nodes[0].Name).Position.HasValue)
            {
                throw Refusal(path, layout, "nodes with a position or without, as the first", "the other kind");
            }

            if (!nodes.TryAdd(node, new ScoredFeature(node, layout.Score)))
            {
                throw Refusal(path, layout, "each node once", "it twice");
            }
        }

        var edges = new Dictionary<(FeatureNode, FeatureNode?), FeatureEdge>();
        foreach (var layout in Edges)
        {
            var edge = layout.ToEdge(path, nodes.Keys, Loss);
            if (!edges.TryAdd((edge.From, edge.To), edge))
            {
                throw layout.Refusal(path, "each edge once", "it twice");
            }
        }

        return new FeatureCircuit
        {
            Nodes = [.. nodes.Values.OrderBy(scored => FeatureOrder.Of(scored.Node))],
            Edges = [.. InOrder(edges.Values)],
            Measure = Measure,
            Provenance = Sorted(Provenance),
        };
    }

    private void CheckProvenance(string path)
    {
        PrintedName.Check(path, "provenance.experiment", Provenance.Experiment);
        PrintedName.Check(path, "provenance.model", Provenance.Model);
        PrintedName.Check(path, "provenance.number_type", Provenance.NumberType);
        foreach (var (site, hash) in Provenance.Dictionaries)
        {
            PrintedName.Check(path, $"provenance.dictionaries.{site}", hash);
        }

        PrintedName.CheckOrigin(
            path,
            Provenance.Method,
            Provenance.ModelHash,
            Provenance.DataHash,
            Provenance.Version,
            Provenance.Runtime
        );
        PrintedName.Check(path, "measure.metric", Measure.Metric);
        FileNumber.CheckCount(path, "provenance.prompts", Provenance.Prompts);
    }

    private static IEnumerable<FeatureEdge> InOrder(IEnumerable<FeatureEdge> edges) =>
        edges.OrderBy(edge => FeatureOrder.Of(edge.From)).ThenBy(edge => FeatureOrder.OfTarget(edge.To));

    private static FeatureProvenance Sorted(FeatureProvenance provenance) =>
        provenance with
        {
            Dictionaries = new SortedDictionary<string, string>(
                provenance.Dictionaries.ToDictionary(),
                StringComparer.Ordinal
            ),
            Method = provenance.Method.Sorted(),
        };

    private static CircuitFileException Refusal(string path, FeatureNodeLayout node, string expected, string found) =>
        new(path, $"node '{node.Name}'", expected, found, "Mend the file or run the experiment again.");
}

/// <summary>A node in a file.</summary>
internal readonly record struct FeatureNodeLayout
{
    public required string Name { get; init; }

    public required double Score { get; init; }
}

/// <summary>An edge in a file.</summary>
internal readonly record struct FeatureEdgeLayout
{
    public required string From { get; init; }

    public required string To { get; init; }

    public required double Weight { get; init; }

    /// <summary>The edge.</summary>
    /// <param name="path">The file.</param>
    /// <param name="nodes">The circuit's nodes.</param>
    /// <param name="loss">The name of the loss.</param>
    /// <exception cref="CircuitFileException">An end is no node of the circuit, or the edge runs backwards.</exception>
    public FeatureEdge ToEdge(string path, IReadOnlyCollection<FeatureNode> nodes, string loss)
    {
        var from = FeatureNames.Node(path, "edge from", From);
        FeatureNode? to = To == loss ? null : FeatureNames.Node(path, "edge to", To);
        foreach (var end in new[] { from, to ?? from }.Where(end => !nodes.Contains(end)))
        {
            throw Refusal(path, "edges between nodes of the circuit", $"'{end.Name}', which is none");
        }

        return to is { } target && from.Site.CompareTo(target.Site) >= 0
            ? throw Refusal(path, "an edge that leads to a later site", "one that does not")
            : new FeatureEdge(from, to, Weight);
    }

    public CircuitFileException Refusal(string path, string expected, string found) =>
        new(path, $"edge '{From} -> {To}'", expected, found, "Mend the file or run the experiment again.");
}

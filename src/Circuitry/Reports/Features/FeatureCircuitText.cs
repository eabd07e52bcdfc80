namespace Circuitry.Reports;

/// <summary>Circuits of features as plain text: invariant numbers of six significant digits, lines that end in a line feed.</summary>
public static class FeatureCircuitText
{
    /// <summary>Writes summary, nodes and edges to a file atomically (temporary file, then rename); creates the folder.</summary>
    /// <exception cref="CircuitFileException">The file cannot be written; an older one is untouched.</exception>
    public static void Write(FeatureCircuit circuit, string path) =>
        CircuitFile.Write(path, $"{Summary(circuit)}\n{Sites(circuit)}\n{Nodes(circuit)}\n{Edges(circuit)}");

    /// <summary>Summary of a circuit of features: experiment, method, measure, and the share of error terms.</summary>
    public static string Summary(FeatureCircuit circuit) => EvaluationText.Lines(FeatureCircuitSummary.Rows(circuit));

    /// <summary>A table of sites in forward order: how many nodes each has, and the sums of their absolute scores.</summary>
    public static string Sites(FeatureCircuit circuit) =>
        Table(
            ["site", "nodes", "absolute score", "of error terms"],
            circuit
                .Nodes.GroupBy(scored => scored.Node.Site)
                .OrderBy(site => site.Key)
                .Select(site =>
                    new[]
                    {
                        site.Key.ShortName,
                        FormattableString.Invariant($"{site.Count()}"),
                        CircuitText.Number(site.Sum(scored => Math.Abs(scored.Score))),
                        CircuitText.Number(
                            site.Where(scored => scored.Node.IsError).Sum(scored => Math.Abs(scored.Score))
                        ),
                    }
                )
        );

    /// <summary>A table of nodes and scores, by sites in forward order, a site's strongest first.</summary>
    public static string Nodes(FeatureCircuit circuit) =>
        Table(
            ["node", "score"],
            FeatureOrder
                .ByEffect(circuit.Nodes)
                .OrderBy(scored => scored.Node.Site)
                .Select(scored => new[] { scored.Node.ToString(), CircuitText.Number(scored.Score) })
        );

    /// <summary>A table of edges and weights, the strongest first.</summary>
    /// <param name="circuit">The circuit.</param>
    /// <param name="most">How many edges to show at most.</param>
    public static string Edges(FeatureCircuit circuit, int most = int.MaxValue) =>
        Table(
            ["edge", "weight"],
            FeatureOrder
                .ByWeight(circuit.Edges)
                .Take(most)
                .Select(edge => new[] { edge.ToString(), CircuitText.Number(edge.Weight) })
        );

    private static string Table(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows) =>
        string.Concat(TextTable.Lines(columns, [.. rows]).Select(line => line + "\n"));
}

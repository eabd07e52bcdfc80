namespace Circuitry.Reports;

/// <summary>Evidence as JSON files, node after node in a task's order. The same evidence gives the same bytes.</summary>
public static class FeatureEvidenceJson
{
    private static readonly VersionedJson Json = new(
        "circuitry.feature_evidence",
        1,
        "evidence of features",
        "Name a file of evidence that this program has written."
    );

    /// <summary>Writes evidence to a file atomically (temporary file, then rename); creates the folder.</summary>
    /// <exception cref="CircuitFileException">The file cannot be written; an older one is untouched.</exception>
    public static void Write(IReadOnlyList<FeatureEvidence> evidence, string path) =>
        CircuitFile.Write(path, ToText(evidence));

    /// <summary>The text of a file of evidence.</summary>
    public static string ToText(IReadOnlyList<FeatureEvidence> evidence) =>
        VersionedJson.ToText(
            new FeatureEvidenceLayout
            {
                Format = Json.Format,
                Version = Json.Version,
                Nodes = [.. evidence.OrderBy(of => FeatureOrder.Of(of.Node)).Select(NodeEvidenceLayout.Of)],
            }
        );

    /// <summary>Reads evidence.</summary>
    /// <exception cref="CircuitFileException">
    /// The file is missing, malformed, of another format or version, names what is no node or one node twice, or has a context
    /// whose parts do not fit together.
    /// </exception>
    public static IReadOnlyList<FeatureEvidence> Read(string path)
    {
        var read = new Dictionary<FeatureNode, FeatureEvidence>();
        foreach (var layout in Json.Read<FeatureEvidenceLayout>(path).Nodes)
        {
            var evidence = layout.ToEvidence(path);
            if (!read.TryAdd(evidence.Node, evidence))
            {
                throw layout.Refusal(path, "each node once", "it twice");
            }
        }

        return [.. read.Values.OrderBy(evidence => FeatureOrder.Of(evidence.Node))];
    }
}

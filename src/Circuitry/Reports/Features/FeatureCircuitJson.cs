namespace Circuitry.Reports;

/// <summary>
/// Circuits of features as JSON files that hold everything: nodes and scores, edges and weights, measure and provenance. The
/// same circuit gives the same bytes.
/// </summary>
public static class FeatureCircuitJson
{
    internal const string Format = "circuitry.feature_circuit";

    private static readonly VersionedJson Json = new(
        Format,
        1,
        "a circuit of features",
        "Name a circuit of features that this program has written; one of heads and MLPs is read by CircuitJson.Read."
    );

    /// <summary>Writes a circuit to a file atomically (temporary file, then rename); creates the folder.</summary>
    /// <exception cref="CircuitFileException">The file cannot be written; an older one is untouched.</exception>
    public static void Write(FeatureCircuit circuit, string path) => CircuitFile.Write(path, ToText(circuit));

    /// <summary>The text of a circuit file.</summary>
    public static string ToText(FeatureCircuit circuit) =>
        VersionedJson.ToText(FeatureCircuitLayout.Of(circuit, Format, Json.Version));

    /// <summary>Reads a circuit and checks that its nodes and edges belong together.</summary>
    /// <exception cref="CircuitFileException">
    /// The file is missing, malformed, of another format or version, names a node or an edge that cannot be or that it names
    /// already, or has an edge of a node that it does not have.
    /// </exception>
    public static FeatureCircuit Read(string path) => Json.Read<FeatureCircuitLayout>(path).ToCircuit(path);
}

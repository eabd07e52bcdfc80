namespace Circuitry.Reports;

/// <summary>
/// Circuits as JSON files that hold everything: units and scores, measure, provenance, and the architecture, granularity
/// and splits from which the graph is built again. The same circuit gives the same bytes.
/// </summary>
public static class CircuitJson
{
    internal const string Format = "circuitry.circuit";

    private static readonly VersionedJson Json = new(
        Format,
        1,
        "a circuit",
        "Name a circuit.json that this program has written; an exchange file is read by MibCircuit.Read."
    );

    /// <summary>Writes a circuit to a file atomically (temporary file, then rename); creates the folder.</summary>
    /// <exception cref="CircuitFileException">The file cannot be written; an older one is untouched.</exception>
    public static void Write(Circuit circuit, string path) => CircuitFile.Write(path, ToText(circuit));

    /// <summary>The text of a circuit file.</summary>
    public static string ToText(Circuit circuit) =>
        VersionedJson.ToText(CircuitLayout.Of(circuit, Format, Json.Version));

    /// <summary>Reads a circuit, builds its graph and checks every unit against it.</summary>
    /// <exception cref="CircuitFileException">
    /// The file is missing, malformed, of another format or version, or names a unit that its graph does not have.
    /// </exception>
    public static Circuit Read(string path) => Json.Read<CircuitLayout>(path).ToCircuit(path);
}

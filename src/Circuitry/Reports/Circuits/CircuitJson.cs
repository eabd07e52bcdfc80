namespace Circuitry.Reports;

/// <summary>
/// Circuits as JSON files that hold everything: units and scores, edges and weights, measure, provenance, and what the units are, so
/// that they are numbered again as they were. The same circuit gives the same bytes.
/// </summary>
public sealed class CircuitJson : CircuitFormat
{
    /// <inheritdoc/>
    public override string Name => "json";

    /// <inheritdoc/>
    public override string Extension => ".json";

    /// <inheritdoc/>
    public override string Contents => "everything; 'show' prints it";

    /// <inheritdoc/>
    public override string? Refusal(Units units) =>
        CircuitLayouts.Holds(units) ? null : $"no layout of circuit files holds {units.Noun}";

    /// <inheritdoc/>
    public override void Write(CircuitView view, TextWriter output) => output.Write(ToText(view.Circuit));

    /// <summary>Writes a circuit to a file atomically (temporary file, then rename); creates the folder.</summary>
    /// <exception cref="CircuitFileException">The file cannot be written; an older one is untouched.</exception>
    public static void Write(Circuit circuit, string path) => CircuitFile.Write(path, ToText(circuit));

    /// <summary>The text of a circuit file.</summary>
    public static string ToText(Circuit circuit) => CircuitLayouts.ToText(circuit);

    /// <summary>Reads a circuit, numbers its units and checks that everything belongs together.</summary>
    /// <exception cref="CircuitFileException">
    /// The file is missing, malformed, of another format or version, or names a unit or an edge that cannot be or comes twice.
    /// </exception>
    public static Circuit Read(string path) => CircuitLayouts.Read(path);
}

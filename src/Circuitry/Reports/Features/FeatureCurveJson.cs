using System.Text.Json;

namespace Circuitry.Reports;

/// <summary>Curves of circuits of features as a JSON file.</summary>
public static class FeatureCurveJson
{
    /// <summary>Writes a file atomically (temporary file, then rename); creates the folder.</summary>
    /// <param name="found">Provenance of the scores.</param>
    /// <param name="heldOut">SHA-256 of the prompts that circuits were measured on.</param>
    /// <param name="curves">The curves.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="CircuitFileException">The file cannot be written; an older one is untouched.</exception>
    public static void Write(
        CircuitProvenance found,
        string heldOut,
        IReadOnlyList<NamedFeatureCurve> curves,
        string path
    ) => CircuitFile.Write(path, ToText(found, heldOut, curves));

    /// <summary>The text of the file.</summary>
    /// <param name="found">Provenance of the scores.</param>
    /// <param name="heldOut">SHA-256 of the prompts that circuits were measured on.</param>
    /// <param name="curves">The curves.</param>
    public static string ToText(CircuitProvenance found, string heldOut, IReadOnlyList<NamedFeatureCurve> curves) =>
        JsonSerializer.Serialize(
            new
            {
                Format = "circuitry.feature_curves",
                Version = 2,
                Found = ProvenanceLayout.Of(found),
                HeldOut = heldOut,
                Curves = curves,
            },
            JsonStyle.Options
        ) + "\n";
}

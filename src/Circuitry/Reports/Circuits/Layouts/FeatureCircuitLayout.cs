using System.Text.Json.Serialization;

namespace Circuitry.Reports;

/// <summary>The fields of a file of a circuit of features, in its order.</summary>
internal sealed record FeatureCircuitLayout : CircuitLayout
{
    [JsonPropertyOrder(-2)]
    public required FeatureProvenanceLayout Provenance { get; init; }

    public required FeatureUnitsLayout Features { get; init; }

    [JsonPropertyOrder(3)]
    public required IReadOnlyList<EdgeLayout> Edges { get; init; }

    public static FeatureCircuitLayout Of(Circuit circuit, string format, int version) =>
        new()
        {
            Format = format,
            Version = version,
            Provenance = FeatureProvenanceLayout.Of(
                circuit.Provenance with
                {
                    Method = circuit.Provenance.Method.Sorted(),
                }
            ),
            Measure = circuit.Measure,
            Features = FeatureUnitsLayout.Of(circuit.FeatureUnits),
            Units = Of(circuit.Kept),
            Removed = Of(circuit.Removed),
            Edges = [.. circuit.Edges.Select(edge => EdgeLayout.Of(circuit.Units, edge))],
        };

    /// <summary>Numbers the features and finds the units and edges among them.</summary>
    /// <exception cref="CircuitFileException">The sites make no units, or units and edges do not belong together.</exception>
    public Circuit ToCircuit(string path)
    {
        var units = Features.ToUnits(path);
        var ends = new HashSet<(string, string)>();
        foreach (var edge in Edges.Where(edge => !ends.Add((edge.From, edge.To))))
        {
            throw edge.Refusal(path, "each edge once", "it twice");
        }

        return ToCircuit(path, units, Provenance.ToProvenance(path, units), Edges);
    }
}

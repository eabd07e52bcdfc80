namespace Circuitry.Reports;

/// <summary>The layouts of circuit files, each for some kinds of units.</summary>
internal sealed class CircuitLayouts
{
    private readonly VersionedJson _json;
    private readonly Predicate<Units> _holds;
    private readonly Func<Circuit, VersionedJson, string> _write;
    private readonly Func<VersionedJson, string, Circuit> _read;

    private CircuitLayouts(
        VersionedJson json,
        Predicate<Units> holds,
        Func<Circuit, VersionedJson, string> write,
        Func<VersionedJson, string, Circuit> read
    ) => (_json, _holds, _write, _read) = (json, holds, write, read);

    private static IReadOnlyList<CircuitLayouts> All { get; } =
    [
        new(
            new VersionedJson("circuitry.circuit", 1, "a circuit", Remedy),
            units => units is GraphUnits,
            (circuit, json) => VersionedJson.ToText(GraphCircuitLayout.Of(circuit, json.Format, json.Version)),
            (json, path) => json.Read<GraphCircuitLayout>(path).ToCircuit(path)
        ),
        new(
            new VersionedJson("circuitry.feature_circuit", 2, "a circuit of features", Remedy),
            units => units is FeatureUnits,
            (circuit, json) => VersionedJson.ToText(FeatureCircuitLayout.Of(circuit, json.Format, json.Version)),
            (json, path) => json.Read<FeatureCircuitLayout>(path).ToCircuit(path)
        ),
    ];

    private const string Remedy =
        "Name a circuit.json that this program has written; an exchange file is read by MibCircuit.Read.";

    /// <summary>Whether some layout holds circuits of some units.</summary>
    public static bool Holds(Units units) => All.Any(layout => layout._holds(units));

    /// <summary>The text of a file.</summary>
    /// <exception cref="CircuitFormatException">No layout holds circuits of its units.</exception>
    public static string ToText(Circuit circuit)
    {
        var layout =
            All.FirstOrDefault(layout => layout._holds(circuit.Units))
            ?? throw new CircuitFormatException($"no layout of circuit files holds {circuit.Units}");
        return layout._write(circuit, layout._json);
    }

    /// <summary>Reads a file of any layout.</summary>
    /// <exception cref="CircuitFileException">The file is missing, malformed, or of another format or version.</exception>
    public static Circuit Read(string path)
    {
        var found = VersionedJson.FormatOf(path, "a circuit");
        var layout = All.FirstOrDefault(layout => layout._json.Format == found.Format);
        return layout is not null
            ? layout._read(layout._json, path)
            : throw new CircuitFileException(
                path,
                "format",
                $"{string.Join(" or ", All.Select(layout => $"'{layout._json.Format}'"))}, a circuit",
                found.InWords,
                Remedy
            );
    }
}

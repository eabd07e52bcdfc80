namespace Circuitry.Experiments;

/// <summary>The files of each kind of result, and their contents.</summary>
internal static class ResultFiles
{
    private static readonly string[] OfCircuit = ["circuit.json", "circuit.txt", "circuit.dot", "circuit.mib.json"];

    private static readonly string[] OfComparison = ["comparison.json", "comparison.txt", .. ComparisonPlots.Files];

    private static readonly string[] OfFeatures =
    [
        "circuit.json",
        "evidence.json",
        "circuit.txt",
        "circuit.dot",
        "circuit.html",
        "curves.json",
        "curves.svg",
    ];

    private static readonly string[] OfShift = ["shift.json", "judged.txt", "shift.txt"];

    /// <summary>Writes a circuit in every format that its graph allows; returns each file, or why there is none.</summary>
    /// <exception cref="CircuitFileException">A file cannot be written.</exception>
    /// <exception cref="CommandException">The files of an earlier run cannot be replaced.</exception>
    public static IReadOnlyList<(string File, string Contents)> Write(this ResultFolder folder, Circuit circuit)
    {
        var holds = MibCircuit.CanHold(circuit.Units, out var reason);
        folder.Replace(
            OfCircuit,
            pathOf =>
            {
                CircuitJson.Write(circuit, pathOf("circuit.json"));
                CircuitText.Write(circuit, pathOf("circuit.txt"));
                CircuitDot.Write(circuit, pathOf("circuit.dot"));
                if (holds)
                {
                    MibCircuit.Of(circuit).Write(pathOf("circuit.mib.json"));
                }
            }
        );
        return
        [
            (folder.PathOf("circuit.json"), "everything; 'show' prints it"),
            (folder.PathOf("circuit.txt"), "summary, table and tree"),
            (folder.PathOf("circuit.dot"), "a drawing for Graphviz: dot -Tsvg -O"),
            holds
                ? (folder.PathOf("circuit.mib.json"), "the exchange format of the MIB circuit track")
                : ("no circuit.mib.json", reason!),
        ];
    }

    /// <summary>Writes a comparison as a table, as JSON and as curves; returns each file.</summary>
    /// <inheritdoc cref="Write(ResultFolder, Circuit)" path="/exception"/>
    public static IReadOnlyList<(string File, string Contents)> Write(this ResultFolder folder, Comparison comparison)
    {
        IReadOnlyList<(string File, string Contents)> curves = [];
        folder.Replace(
            OfComparison,
            pathOf =>
            {
                ComparisonJson.Write(comparison, pathOf("comparison.json"));
                ComparisonText.Write(comparison, pathOf("comparison.txt"));
                curves = ComparisonPlots.Write(comparison, pathOf);
            }
        );
        return
        [
            (folder.PathOf("comparison.json"), "every point, area and score"),
            (folder.PathOf("comparison.txt"), "the table"),
            .. curves.Select(curve => (folder.PathOf(curve.File), curve.Contents)),
        ];
    }

    /// <summary>Writes a circuit of features, its page, its evidence and its curves; returns each file.</summary>
    /// <inheritdoc cref="Write(ResultFolder, Circuit)" path="/exception"/>
    public static IReadOnlyList<(string File, string Contents)> Write(
        this ResultFolder folder,
        FeatureCircuit circuit,
        IReadOnlyList<FeatureEvidence> evidence,
        string heldOut,
        IReadOnlyList<NamedFeatureCurve> curves
    )
    {
        folder.Replace(
            OfFeatures,
            pathOf =>
            {
                FeatureCircuitJson.Write(circuit, pathOf("circuit.json"));
                FeatureEvidenceJson.Write(evidence, pathOf("evidence.json"));
                FeatureCircuitText.Write(circuit, pathOf("circuit.txt"));
                FeatureCircuitDot.Write(circuit, pathOf("circuit.dot"));
                FeatureCircuitPage.Write(circuit, evidence, pathOf("circuit.html"));
                FeatureCurveJson.Write(circuit.Provenance, heldOut, curves, pathOf("curves.json"));
                File.WriteAllText(pathOf("curves.svg"), FeatureCurvePlot.Svg(circuit.Provenance.Experiment, curves));
            }
        );
        return
        [
            (folder.PathOf("circuit.html"), "the circuit as a page, with the evidence of every node"),
            (folder.PathOf("circuit.json"), "everything; 'show' prints it"),
            (folder.PathOf("circuit.txt"), "summary and tables"),
            (folder.PathOf("circuit.dot"), "a drawing for Graphviz: dot -Tsvg -O"),
            (folder.PathOf("evidence.json"), "contexts and promoted tokens of every node"),
            (folder.PathOf("curves.json"), "every point of the curves"),
            (folder.PathOf("curves.svg"), "faithfulness against size"),
        ];
    }

    /// <summary>Writes the outcome of SHIFT; returns each file.</summary>
    /// <inheritdoc cref="Write(ResultFolder, Circuit)" path="/exception"/>
    public static IReadOnlyList<(string File, string Contents)> Write(
        this ResultFolder folder,
        ShiftResult result,
        ShiftTableResult? table
    )
    {
        folder.Replace(
            OfShift,
            pathOf =>
            {
                ShiftJson.Write(PrimerProfessions.Declared, result, table, pathOf("shift.json"));
                JudgedText.Write(result, pathOf("judged.txt"));
                if (table is not null)
                {
                    ShiftTableText.Write(table, pathOf("shift.txt"));
                }
            }
        );
        return
        [
            (folder.PathOf("shift.json"), "what was judged, by whom, and every score"),
            (folder.PathOf("judged.txt"), "what was judged"),
            .. table is null ? [] : new[] { (folder.PathOf("shift.txt"), "the table") },
        ];
    }
}

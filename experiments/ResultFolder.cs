namespace Circuitry.Experiments;

/// <summary>Where the files of one experiment go.</summary>
internal sealed class ResultFolder(string output, string experiment)
{
    public string Path { get; } = System.IO.Path.Combine(output, experiment);

    public string Checkpoint => File("checkpoint.safetensors");

    /// <summary>Writes the circuit in every form that its graph allows; gives each file, or why there is none.</summary>
    /// <exception cref="CircuitFileException">A file cannot be written.</exception>
    public IReadOnlyList<(string File, string Contents)> Write(Circuit circuit)
    {
        var written = new List<(string File, string Contents)>();
        CircuitJson.Write(circuit, File("circuit.json"));
        written.Add((File("circuit.json"), "everything; 'show' prints it"));
        CircuitText.Write(circuit, File("circuit.txt"));
        written.Add((File("circuit.txt"), "summary, table and tree"));
        CircuitDot.Write(circuit, File("circuit.dot"));
        written.Add((File("circuit.dot"), "a drawing for Graphviz: dot -Tsvg -O"));
        if (MibCircuit.CanHold(circuit.Graph, out var reason))
        {
            MibCircuit.Of(circuit).Write(File("circuit.mib.json"));
            written.Add((File("circuit.mib.json"), "the exchange format of the MIB circuit track"));
        }
        else
        {
            written.Add(("no circuit.mib.json", reason));
        }

        return written;
    }

    /// <summary>A checkpoint of a part of the work.</summary>
    public string CheckpointOf(string part, string extension = "safetensors") => File($"{part}.checkpoint.{extension}");

    /// <summary>Where a comparison keeps what is finished.</summary>
    public string ComparisonCheckpoint => File("comparison.partial");

    /// <summary>Writes a comparison as a table, as JSON and as curves; gives each file.</summary>
    /// <exception cref="CircuitFileException">A file cannot be written.</exception>
    public IReadOnlyList<(string File, string Contents)> Write(Comparison comparison)
    {
        ComparisonJson.Write(comparison, File("comparison.json"));
        ComparisonText.Write(comparison, File("comparison.txt"));
        return
        [
            (File("comparison.json"), "every point, area and score"),
            (File("comparison.txt"), "the table"),
            .. ComparisonPlots.Write(comparison, File),
        ];
    }

    /// <summary>Writes a circuit of features, its page, its evidence and its curves; gives each file.</summary>
    /// <exception cref="CircuitFileException">A file cannot be written.</exception>
    public IReadOnlyList<(string File, string Contents)> Write(
        FeatureCircuit circuit,
        IReadOnlyList<FeatureEvidence> evidence,
        string heldOut,
        IReadOnlyList<NamedFeatureCurve> curves
    )
    {
        FeatureCircuitJson.Write(circuit, File("circuit.json"));
        FeatureEvidenceJson.Write(evidence, File("evidence.json"));
        FeatureCircuitText.Write(circuit, File("circuit.txt"));
        FeatureCircuitDot.Write(circuit, File("circuit.dot"));
        FeatureCircuitPage.Write(circuit, evidence, File("circuit.html"));
        FeatureCurveJson.Write(circuit.Provenance, heldOut, curves, File("curves.json"));
        PlotFile.Write(FeatureCurvePlot.Svg(circuit.Provenance.Experiment, curves), File("curves.svg"));
        return
        [
            (File("circuit.html"), "the circuit as a page, with the evidence of every node"),
            (File("circuit.json"), "everything"),
            (File("circuit.txt"), "summary and tables"),
            (File("circuit.dot"), "a drawing for Graphviz: dot -Tsvg -O"),
            (File("evidence.json"), "contexts and promoted tokens of every node"),
            (File("curves.json"), "every point of the curves"),
            (File("curves.svg"), "faithfulness against size"),
        ];
    }

    /// <summary>Writes what SHIFT did; gives each file.</summary>
    /// <exception cref="CircuitFileException">A file cannot be written.</exception>
    public IReadOnlyList<(string File, string Contents)> Write(ShiftResult result, ShiftTableResult? table)
    {
        var written = new List<(string, string)>();
        ShiftJson.Write(PrimerProfessions.Declared, result, table, File("shift.json"));
        written.Add((File("shift.json"), "what was judged, by whom, and every score"));
        JudgedText.Write(result, File("judged.txt"));
        written.Add((File("judged.txt"), "what was judged"));
        if (table is not null)
        {
            ShiftTableText.Write(table, File("shift.txt"));
            written.Add((File("shift.txt"), "the table"));
        }

        return written;
    }

    private string File(string name) => System.IO.Path.Combine(Path, name);
}

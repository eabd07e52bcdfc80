namespace Circuitry.App;

/// <summary>The files of each kind of result, and their contents.</summary>
internal static class ResultFiles
{
    private static readonly string[] OfComparison = ["comparison.json", "comparison.txt", .. ComparisonPlots.Files];

    private static readonly string[] OfFeatures = ["evidence.json", "curves.json", "curves.svg"];

    private static readonly string[] OfShift = ["shift.json", "judged.txt", "shift.txt"];

    /// <summary>Writes a circuit in every format that can hold it; returns each file, or why there is none.</summary>
    /// <exception cref="CircuitFileException">A file cannot be written.</exception>
    /// <exception cref="CommandException">The files of an earlier run cannot be replaced.</exception>
    public static IReadOnlyList<(string File, string Contents)> Write(
        this ResultFolder folder,
        Circuit circuit,
        IReadOnlyList<CircuitFormat> formats
    )
    {
        var view = new CircuitView(circuit);
        folder.Replace(Names(formats, []), pathOf => Write(view, formats, pathOf));
        return [.. folder.Listed(view, formats)];
    }

    /// <summary>Writes a comparison as a table, as JSON and as curves; returns each file.</summary>
    /// <inheritdoc cref="Write(ResultFolder, Circuit, IReadOnlyList{CircuitFormat})" path="/exception"/>
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

    /// <summary>Writes a circuit of features in every format that can hold it, its evidence and its curves; returns each file.</summary>
    /// <inheritdoc cref="Write(ResultFolder, Circuit, IReadOnlyList{CircuitFormat})" path="/exception"/>
    public static IReadOnlyList<(string File, string Contents)> Write(
        this ResultFolder folder,
        Circuit circuit,
        IReadOnlyList<FeatureEvidence> evidence,
        string heldOut,
        IReadOnlyList<NamedFeatureCurve> curves,
        IReadOnlyList<CircuitFormat> formats
    )
    {
        var view = new CircuitView(circuit, evidence);
        folder.Replace(
            Names(formats, OfFeatures),
            pathOf =>
            {
                Write(view, formats, pathOf);
                FeatureEvidenceJson.Write(evidence, pathOf("evidence.json"));
                FeatureCurveJson.Write(circuit.Provenance, heldOut, curves, pathOf("curves.json"));
                File.WriteAllText(pathOf("curves.svg"), FeatureCurvePlot.Svg(view.Title, curves));
            }
        );
        return
        [
            .. folder.Listed(view, formats),
            (folder.PathOf("evidence.json"), "contexts and promoted tokens of every node"),
            (folder.PathOf("curves.json"), "every point of the curves"),
            (folder.PathOf("curves.svg"), "faithfulness against size"),
        ];
    }

    /// <summary>Writes the outcome of SHIFT; returns each file.</summary>
    /// <inheritdoc cref="Write(ResultFolder, Circuit, IReadOnlyList{CircuitFormat})" path="/exception"/>
    public static IReadOnlyList<(string File, string Contents)> Write(
        this ResultFolder folder,
        ShiftDeclaration declaration,
        ShiftResult result,
        ShiftTableResult? table
    )
    {
        folder.Replace(
            OfShift,
            pathOf =>
            {
                ShiftJson.Write(declaration, result, table, pathOf("shift.json"));
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

    /// <summary>Every name that a set of files with a circuit can have, the main one first.</summary>
    private static string[] Names(IReadOnlyList<CircuitFormat> formats, IEnumerable<string> others) =>
        [.. formats.Select(format => format.FileName).Concat(others)];

    private static void Write(CircuitView view, IReadOnlyList<CircuitFormat> formats, Func<string, string> pathOf)
    {
        foreach (var format in formats.Where(format => format.Refusal(view.Circuit.Units) is null))
        {
            format.WriteFile(view, pathOf(format.FileName));
        }
    }

    private static IEnumerable<(string File, string Contents)> Listed(
        this ResultFolder folder,
        CircuitView view,
        IReadOnlyList<CircuitFormat> formats
    ) =>
        formats.Select(format =>
            format.Refusal(view.Circuit.Units) is { } reason
                ? ($"no {format.FileName}", reason)
                : (folder.PathOf(format.FileName), format.Contents)
        );
}

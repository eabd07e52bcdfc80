using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Circuitry.Testing;

/// <summary>
/// Compares a circuit with a verified file next to the test: which units and edges it keeps exactly, scores, weights and metrics up to
/// rounding.
/// </summary>
public static class CircuitSnapshot
{
    /// <summary>Compares with <c>Class.Method.verified.txt</c>, as <see cref="Snapshot.Match"/> does.</summary>
    /// <param name="circuit">The circuit.</param>
    /// <param name="digits">Significant digits of scores and metrics, fewer than machines differ in; they may differ by one in the last.</param>
    /// <param name="parameters">Identifies the run of a theory; becomes part of the file's name.</param>
    /// <param name="file">The test file; left to the compiler.</param>
    /// <param name="method">The test; left to the compiler.</param>
    /// <exception cref="SnapshotException">The circuit differs, or nothing is verified yet.</exception>
    public static void Match(
        Circuit circuit,
        int digits = 3,
        string? parameters = null,
        [CallerFilePath] string file = "",
        [CallerMemberName] string method = ""
    ) => Snapshot.MatchNumbers(Text(circuit, digits), digits, parameters, file, method);

    /// <summary>The text that is compared: declaration, method, metrics, the kept units in their order, and the edges between them where there are any.</summary>
    public static string Text(Circuit circuit, int digits = 3)
    {
        string Number(double value) => SnapshotNumbers.Rounded(value, digits);
        var provenance = circuit.Provenance;
        var declaration = provenance.Declaration;
        var text = new StringBuilder();
        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
        Line(
            $"{declaration.Experiment}: {declaration.Model}, {(provenance.GivenPrompts is { } given ? $"prompts {given}" : declaration.Dataset)}, {provenance.GivenAblation ?? declaration.Ablation}, {provenance.GivenMetric ?? declaration.Metric}"
        );
        Line($"{provenance.Method.Name}, {Counted.Of(provenance.Prompts, "pair")} of prompts");
        var measure = circuit.Measure;
        Line(
            $"{measure.Metric}: full {Number(measure.Full)}, circuit {Number(measure.Circuit)}, empty {Number(measure.Empty)}"
        );
        Line($"{circuit.Kept.Count} of {Counted.Of(circuit.Units.Count, "unit")}");
        foreach (var unit in circuit.Kept)
        {
            Line($"{circuit.Units.ShortNameOf(unit.Index)} {Number(unit.Score)}");
        }

        if (circuit.Edges.Count > 0)
        {
            Line($"{Counted.Of(circuit.Edges.Count, "edge")}");
            foreach (var edge in circuit.Edges)
            {
                var to = edge.To is { } unit ? circuit.Units.ShortNameOf(unit) : "loss";
                Line($"{circuit.Units.ShortNameOf(edge.From)} -> {to} {Number(edge.Weight)}");
            }
        }

        return text.ToString();
    }
}

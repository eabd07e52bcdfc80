using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Circuitry.Testing;

/// <summary>
/// Compares a circuit of features with a verified file next to the test: which nodes and edges it keeps exactly, scores,
/// weights and metrics up to rounding.
/// </summary>
public static class FeatureCircuitSnapshot
{
    /// <summary>Compares with <c>Class.Method.verified.txt</c>, as <see cref="CircuitSnapshot.Match"/> does.</summary>
    /// <param name="circuit">The circuit.</param>
    /// <param name="digits">Significant digits of numbers; they may differ by one in the last.</param>
    /// <param name="parameters">Identifies the run of a theory; becomes part of the file's name.</param>
    /// <param name="file">The test file; left to the compiler.</param>
    /// <param name="method">The test; left to the compiler.</param>
    /// <exception cref="SnapshotException">The circuit differs, or nothing is verified yet.</exception>
    public static void Match(
        FeatureCircuit circuit,
        int digits = 3,
        string? parameters = null,
        [CallerFilePath] string file = "",
        [CallerMemberName] string method = ""
    ) => Snapshot.MatchNumbers(Text(circuit, digits), digits, parameters, file, method);

    /// <summary>The text that is compared: declaration, method, metrics, nodes in the task's order, and edges.</summary>
    /// <param name="circuit">The circuit.</param>
    /// <param name="digits">Significant digits of numbers.</param>
    public static string Text(FeatureCircuit circuit, int digits = 3)
    {
        string Number(double value) => SnapshotNumbers.Rounded(value, digits);
        var (provenance, measure) = (circuit.Provenance, circuit.Measure);
        var text = new StringBuilder();
        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
        Line($"{provenance.Experiment}: {provenance.Model}");
        Line($"{provenance.Method.Name}, {Counted.Of(provenance.Prompts, "prompt")}");
        Line(
            $"{measure.Metric}: full {Number(measure.Full)}, circuit {Number(measure.Circuit)}, empty {Number(measure.Empty)}"
        );
        Line($"{Counted.Of(circuit.Nodes.Count, "node")}, error terms {Number(circuit.ErrorShare)} of their scores");
        foreach (var scored in circuit.Nodes)
        {
            Line($"{scored.Node} {Number(scored.Score)}");
        }

        Line($"{Counted.Of(circuit.Edges.Count, "edge")}");
        foreach (var edge in circuit.Edges)
        {
            Line($"{edge} {Number(edge.Weight)}");
        }

        return text.ToString();
    }
}

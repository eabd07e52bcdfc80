namespace Circuitry.Tests;

/// <summary>A format of the tests' own: how many units, edges and rows a circuit has.</summary>
public sealed class TallyFormat : CircuitFormat
{
    public override string Name => "tally";

    public override string Extension => ".tally";

    public override string Contents => "how much there is of everything";

    public override void Write(CircuitView view, TextWriter output) =>
        output.WriteLine(
            FormattableString.Invariant(
                $"{view.Units.Count} units, {view.Edges.Count} edges, {view.Diagram.Rows.Count} rows to {view.Diagram.End}, strongest {(view.Units.Count == 0 ? "none" : view.Units[0].ShortName)}"
            )
        );
}

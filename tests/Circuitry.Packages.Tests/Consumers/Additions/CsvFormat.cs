using Circuitry.Reports;

namespace Additions;

/// <summary>Units and scores for a spreadsheet.</summary>
public sealed class CsvFormat : CircuitFormat
{
    public override string Name => "csv";

    public override string Extension => ".csv";

    public override string Contents => "units and scores for a spreadsheet";

    public override void Write(CircuitView view, TextWriter output)
    {
        output.WriteLine("unit,score");
        foreach (var unit in view.Units)
        {
            output.WriteLine(FormattableString.Invariant($"{unit.ShortName},{unit.Score:F6}"));
        }
    }
}

namespace Circuitry.App;

/// <summary>Prints lines without colour, movement or a width.</summary>
internal sealed class PlainScreen(TextWriter output) : IScreen
{
    public void Heading(string title)
    {
        output.WriteLine();
        output.WriteLine(title);
    }

    public void Line(string text) => output.WriteLine(text);

    public void Rows(IReadOnlyList<(string Name, string Value)> rows)
    {
        var width = rows.Max(row => row.Name.Length);
        foreach (var (name, value) in rows)
        {
            output.WriteLine($"  {name.PadRight(width)}  {value}");
        }
    }

    public void Circuit(CircuitView view)
    {
        Heading("units");
        Table(["unit", "score"], view.Units.Select(unit => (unit.ShortName, unit.Score)), Screen.LeftOut(view));
        if (view.HasEdges)
        {
            Heading("edges");
            Table(["edge", "weight"], view.Edges.Select(edge => (edge.Name, edge.Weight)), Screen.EdgesLeftOut(view));
        }
        else if (Screen.LeftOut(view) is null)
        {
            Heading("tree");
            Block(CircuitText.Tree(view.Circuit));
        }
    }

    public void Table(IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        foreach (var line in TextTable.Lines(columns, rows))
        {
            output.WriteLine("  " + line);
        }
    }

    public T Watch<T>(Func<IProgress<Progress>, T> work)
    {
        var progress = new PlainProgress(output);
        var result = work(progress);
        progress.Finish();
        return result;
    }

    private void Table(IReadOnlyList<string> columns, IEnumerable<(string Name, double Number)> rows, string? leftOut)
    {
        Table(
            columns,
            [
                .. rows.Take(Screen.MostUnits)
                    .Select(row => (IReadOnlyList<string>)[row.Name, CircuitText.Number(row.Number)]),
            ]
        );
        if (leftOut is not null)
        {
            output.WriteLine($"  {leftOut}");
        }
    }

    private void Block(string text)
    {
        foreach (var line in text.TrimEnd('\n').Split('\n'))
        {
            output.WriteLine($"  {line}");
        }
    }
}

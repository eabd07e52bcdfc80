namespace Circuitry.Experiments;

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

    public void Circuit(Circuit circuit)
    {
        Heading("units");
        Block(CircuitText.Table(circuit, Screen.MostUnits));
        if (Screen.LeftOut(circuit) is { } note)
        {
            output.WriteLine($"  {note}");
            return;
        }

        Heading("tree");
        Block(CircuitText.Tree(circuit));
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

    private void Block(string text)
    {
        foreach (var line in text.TrimEnd('\n').Split('\n'))
        {
            output.WriteLine($"  {line}");
        }
    }
}

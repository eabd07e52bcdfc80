namespace Circuitry.App;

/// <summary>Escapes control characters in printed text, which may come from a file, so that they do not affect a terminal.</summary>
internal sealed class PrintableScreen(IScreen inner) : IScreen
{
    public void Heading(string title) => inner.Heading(Printable.Of(title));

    public void Line(string text) => inner.Line(Printable.Of(text));

    public void Rows(IReadOnlyList<(string Name, string Value)> rows) =>
        inner.Rows([.. rows.Select(row => (Printable.Of(row.Name), Printable.Of(row.Value)))]);

    // Names of units are made of numbers, and of labels that a graph has checked.
    public void Circuit(CircuitView view) => inner.Circuit(view);

    public void Table(IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows) =>
        inner.Table(
            [.. columns.Select(Printable.Of)],
            [.. rows.Select(row => (IReadOnlyList<string>)[.. row.Select(Printable.Of)])]
        );

    public T Watch<T>(Func<IProgress<Progress>, T> work) => inner.Watch(work);
}

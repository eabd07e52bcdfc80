using System.Text.Json.Nodes;

namespace Circuitry.App;

/// <summary>Prints results and no progress, headings or notes.</summary>
internal sealed class QuietScreen(IScreen inner) : IScreen
{
    public void Heading(string title) { }

    public void Line(string text) { }

    public void Rows(IReadOnlyList<(string Name, string Value)> rows) => inner.Rows(rows);

    public void Circuit(CircuitView view) { }

    public void Table(IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows) =>
        inner.Table(columns, rows);

    public T Watch<T>(Func<IProgress<Progress>, T> work) => work(new Nothing());

    public void Document(string format, Func<JsonObject> contents) => inner.Document(format, contents);

    private sealed class Nothing : IProgress<Progress>
    {
        public void Report(Progress value) { }
    }
}

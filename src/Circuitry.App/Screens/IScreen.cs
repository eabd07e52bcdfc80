using System.Text.Json.Nodes;

namespace Circuitry.App;

/// <summary>The output of a command: a terminal, or plain lines where output goes to a file or another program.</summary>
internal interface IScreen
{
    /// <summary>Begins a part.</summary>
    void Heading(string title);

    /// <summary>Prints a line.</summary>
    void Line(string text);

    /// <summary>Names and values below one another.</summary>
    void Rows(IReadOnlyList<(string Name, string Value)> rows);

    /// <summary>The circuit as a table, and as a tree or a table of the edges between its units, shortened where it is too large to read.</summary>
    void Circuit(CircuitView view);

    /// <summary>A table with heads above its columns.</summary>
    void Table(IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows);

    /// <summary>Runs long work and shows its progress.</summary>
    T Watch<T>(Func<IProgress<Progress>, T> work);

    /// <summary>The result as a document, where one is asked for; elsewhere nothing, because it is printed.</summary>
    /// <param name="format">The name of the document, such as <c>list</c>.</param>
    /// <param name="contents">Makes the document.</param>
    void Document(string format, Func<JsonObject> contents) { }
}

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Circuitry.App;

/// <summary>One JSON document on standard output; all that is meant for people goes to standard error.</summary>
internal sealed class JsonScreen(IScreen people, TextWriter output) : IScreen
{
    private static readonly JsonSerializerOptions Style = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public void Heading(string title) => people.Heading(title);

    public void Line(string text) => people.Line(text);

    public void Rows(IReadOnlyList<(string Name, string Value)> rows) => people.Rows(rows);

    public void Circuit(CircuitView view) { }

    public void Table(IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows) { }

    public T Watch<T>(Func<IProgress<Progress>, T> work) => people.Watch(work);

    public void Document(string format, Func<JsonObject> contents)
    {
        var document = contents();
        document.Remove("format");
        document.Insert(0, "format", $"circuitry.{format}/1");
        Write(document, output);
    }

    /// <summary>Prints a document on standard output.</summary>
    public static void Print(JsonObject document) => Write(document, Console.Out);

    /// <summary>The text of a document.</summary>
    public static string Text(JsonObject document) => document.ToJsonString(Style) + "\n";

    private static void Write(JsonObject document, TextWriter output) => output.Write(Text(document));
}

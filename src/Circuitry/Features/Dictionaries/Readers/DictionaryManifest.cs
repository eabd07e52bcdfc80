using System.Text.Json.Nodes;

namespace Circuitry;

/// <summary>The file that lists a folder's dictionaries, in forward order.</summary>
/// <param name="Entries">One for each dictionary.</param>
internal sealed record DictionaryManifest(IReadOnlyList<DictionaryEntry> Entries)
{
    public const string FileName = "dictionaries.json";
    public const string Format = "circuitry.dictionaries";
    public const int Version = 1;

    /// <summary>Writes the file beside and renames it into place.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Write(string path) =>
        AtomicFile.WriteAllText(
            path,
            IndentedJson.Text(
                new JsonObject
                {
                    ["format"] = Format,
                    ["version"] = Version,
                    ["dictionaries"] = new JsonArray([.. Entries.Select(Node)]),
                }
            )
        );

    private static JsonNode Node(DictionaryEntry entry) =>
        new JsonObject
        {
            ["hook"] = entry.Site.Name,
            ["folder"] = entry.Folder,
            ["layout"] = entry.Layout,
            ["d_in"] = entry.InputWidth,
            ["d_sae"] = entry.Width,
            ["activation"] = entry.Activation,
        };
}

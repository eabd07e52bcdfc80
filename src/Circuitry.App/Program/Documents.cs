using System.Text.Json.Nodes;

namespace Circuitry.App;

/// <summary>Parts that several documents have.</summary>
internal static class Documents
{
    /// <summary>Files as they are listed; those that are not written, with the reason.</summary>
    public static JsonArray Files(IEnumerable<(string File, string Contents)> files) =>
        [
            .. files.Select(file =>
                (JsonNode)new JsonObject { ["file"] = file.File.Replace('\\', '/'), ["contents"] = file.Contents }
            ),
        ];

    /// <summary>A table as a list of objects.</summary>
    public static JsonArray Table(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows) =>
        [
            .. rows.Select(row =>
                (JsonNode)
                    new JsonObject(columns.Zip(row, (column, cell) => KeyValuePair.Create(column, (JsonNode?)cell)))
            ),
        ];

    /// <summary>Names and values as an object.</summary>
    public static JsonObject Rows(IEnumerable<(string Name, string Value)> rows) =>
        new(rows.Select(row => KeyValuePair.Create(row.Name, (JsonNode?)row.Value)));
}

using System.Text.Json;
using static System.FormattableString;

namespace Circuitry.Reports;

/// <summary>Reads the exchange format and checks it against an architecture.</summary>
/// <remarks>
/// Files of the earlier layout say of a node whether it is in the circuit with true or false alone, and give no <c>d_model</c>,
/// which decides nothing in a graph.
/// </remarks>
internal sealed class MibReader(string path, Architecture architecture)
{
    private readonly Graph _graph = new(architecture);

    public MibCircuit Read()
    {
        using var document = InputFile.Json(path, FileSizes.Result, CircuitFileException.Of);
        CheckConfig(Member(document.RootElement, "cfg", ""));
        RequireKnown(document.RootElement, "", ["cfg", "nodes", "edges"]);
        var nodes = ReadNodes(Member(document.RootElement, "nodes", ""));
        var (scores, edges) = ReadEdges(Member(document.RootElement, "edges", ""));
        foreach (var index in edges.Indices)
        {
            var writer = _graph.Writers[_graph.WriterOf(index)];
            if (!nodes.Contains(writer))
            {
                throw Wrong(
                    $"edge '{_graph.EdgeAt(index).Name}'",
                    $"its end '{writer.Name}' in the circuit as well",
                    "'in_graph' false there",
                    "Mend one of the two."
                );
            }
        }

        return new MibCircuit
        {
            Graph = _graph,
            Scores = scores,
            Edges = edges,
            Nodes = nodes,
        };
    }

    private void CheckConfig(JsonElement config)
    {
        var known = MibConfig.Of(architecture).ToList();
        RequireKnown(config, "cfg, ", [.. known.Select(one => one.Key.Name)]);
        foreach (var (key, value) in known)
        {
            if (key.MayLack && !config.TryGetProperty(key.Name, out _))
            {
                continue;
            }

            object found = value is bool ? Boolean(config, key.Name, "cfg") : Number(key.Name);
            if (!found.Equals(value))
            {
                throw OtherModel(key.Name, Shown(value), Shown(found));
            }
        }

        int Number(string name)
        {
            var element = Member(config, name, "cfg");
            return element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out var found)
                ? found
                : throw Wrong($"cfg.{name}", "a whole number", Text(element), "Mend the file or fetch it again.");
        }

        static string Shown(object value) => value is bool flag ? Lower(flag) : Invariant($"{value}");

        CircuitFileException OtherModel(string name, string expected, string found) =>
            Wrong(
                $"cfg.{name}",
                expected,
                found,
                "The file is of another model: read it with that model's architecture."
            );
    }

    /// <summary>Refuses unknown fields, such as the scores of neurons, which would say more of a circuit than is read.</summary>
    private void RequireKnown(JsonElement parent, string where, string[] names)
    {
        if (parent.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        foreach (var member in parent.EnumerateObject().Where(member => !names.Contains(member.Name)))
        {
            throw Wrong(
                $"{where}'{member.Name}'",
                $"nothing but {string.Join(", ", names)}",
                "another field",
                "Remove it if it says nothing of the circuit."
            );
        }
    }

    private HashSet<Writer> ReadNodes(JsonElement nodes)
    {
        var known = _graph.Writers.ToDictionary(writer => writer.Name, writer => writer, StringComparer.Ordinal);
        CheckNames(nodes, "node", [.. known.Keys, MibEdges.Logits]);
        return
        [
            .. nodes
                .EnumerateObject()
                .Where(node =>
                    (IsBoolean(node.Value) ? node.Value.GetBoolean() : InGraph(node, "node", ["in_graph"]))
                    && node.Name != MibEdges.Logits
                )
                .Select(node => known[node.Name]),
        ];
    }

    private (double[] Scores, EdgeSet Edges) ReadEdges(JsonElement edges)
    {
        var known = MibEdges.Of(_graph).ToDictionary(edge => edge.Name, edge => edge.Edge, StringComparer.Ordinal);
        CheckNames(edges, "edge", known.Keys);
        var scores = new double[_graph.EdgeCount];
        var kept = EdgeSet.None(_graph);
        var first = new string?[_graph.EdgeCount];
        foreach (var edge in edges.EnumerateObject())
        {
            var index = known[edge.Name];
            var inGraph = InGraph(edge, "edge", ["score", "in_graph"]);
            var score = Score(edge);
            if (first[index] is { } copy && (scores[index] != score || kept[index] != inGraph))
            {
                throw Wrong(
                    $"edge '{edge.Name}'",
                    Invariant(
                        $"score {scores[index]:R} and in_graph {Lower(kept[index])} as for '{copy}', whose key and value head it shares"
                    ),
                    Invariant($"score {score:R} and in_graph {Lower(inGraph)}"),
                    "Query heads that share a key and value head share its edges: give the copies one score."
                );
            }

            first[index] ??= edge.Name;
            (scores[index], kept[index]) = (score, inGraph);
        }

        return (scores, kept);
    }

    private double Score(JsonProperty edge)
    {
        var score = Member(edge.Value, "score", $"edge '{edge.Name}'");
        return score.ValueKind == JsonValueKind.Number && double.IsFinite(score.GetDouble())
            ? score.GetDouble()
            : throw Wrong($"edge '{edge.Name}'", "a finite number as score", Text(score), "Mend the file.");
    }

    private bool InGraph(JsonProperty entry, string what, string[] members)
    {
        var where = $"{what} '{entry.Name}'";
        var inGraph = Boolean(entry.Value, "in_graph", where);
        foreach (var member in entry.Value.EnumerateObject().Where(member => !members.Contains(member.Name)))
        {
            throw Wrong(
                where,
                $"nothing but {string.Join(" and ", members)}",
                $"'{member.Name}'",
                "Circuits of scored nodes or neurons cannot be read; export the edges alone."
            );
        }

        return inGraph;
    }

    /// <summary>Every known name is there, and no other.</summary>
    private void CheckNames(JsonElement entries, string what, IEnumerable<string> names)
    {
        if (entries.ValueKind != JsonValueKind.Object)
        {
            throw Wrong($"'{what}s'", "an object", entries.ValueKind.ToString(), "Mend the file or fetch it again.");
        }

        var known = names.ToHashSet(StringComparer.Ordinal);
        var found = entries.EnumerateObject().Select(entry => entry.Name).ToHashSet(StringComparer.Ordinal);
        if (found.FirstOrDefault(name => !known.Contains(name)) is { } unknown)
        {
            throw Wrong(
                $"{what} '{unknown}'",
                $"a {what} of the model",
                "a name that its graph does not have",
                "Mend the name, or read the file with the model's own architecture."
            );
        }

        if (names.FirstOrDefault(name => !found.Contains(name)) is { } missing)
        {
            throw Wrong(
                $"{what} '{missing}'",
                Invariant($"all {known.Count} {what}s of the model"),
                Invariant($"{found.Count}, and not this one"),
                "Fetch the whole file, or read it with the model's own architecture."
            );
        }
    }

    private bool Boolean(JsonElement parent, string name, string where)
    {
        var element = Member(parent, name, where);
        return IsBoolean(element)
            ? element.GetBoolean()
            : throw Wrong($"{where}, '{name}'", "true or false", Text(element), "Mend the file.");
    }

    private static bool IsBoolean(JsonElement element) =>
        element.ValueKind is JsonValueKind.True or JsonValueKind.False;

    private static string Text(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => "a list",
            _ => element.GetRawText(),
        };

    private JsonElement Member(JsonElement parent, string name, string where) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var member)
            ? member
            : throw Wrong(
                where.Length == 0 ? $"'{name}'" : $"{where}, '{name}'",
                "a field of that name",
                "none",
                "Fetch the file again: it is not a whole exchange file."
            );

    private CircuitFileException Wrong(string member, string expected, string found, string remedy) =>
        new(path, member, expected, found, remedy);

    private static string Lower(bool value) => value ? "true" : "false";
}

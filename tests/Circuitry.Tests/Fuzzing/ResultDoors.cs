namespace Circuitry.Tests;

/// <summary>Circuits, those of features, evidence, and the exchange format.</summary>
internal static class ResultDoors
{
    private const string File = "circuit.json";

    public static IReadOnlyList<Door> All { get; } =
    [
        OfCircuit("a chain", SmallCircuits.Chain),
        OfCircuit("shared keys and values", SmallCircuits.Grouped),
        OfCircuit("nodes", SmallCircuits.Nodes),
        OfCircuit("features, summed", SmallFeatureCircuits.Summed),
        OfCircuit("features, positions split", SmallFeatureCircuits.Split),
        new(
            "circuits",
            "evidence",
            File,
            Spelling.Json,
            folder => FeatureEvidenceJson.Write(SmallFeatureCircuits.Evidence(), folder.File(File)),
            ReadEvidence
        ),
        OfExchange("of MIB", text => text),
        OfExchange("of the earlier layout", Earlier),
    ];

    private static Door OfCircuit(string name, Func<Circuit> circuit) =>
        new(
            "circuits",
            name,
            File,
            Spelling.Json,
            folder => CircuitJson.Write(circuit(), folder.File(File)),
            folder =>
            {
                var read = CircuitJson.Read(folder.File(File));
                CircuitText.Summary(read);
                CircuitText.Table(read);
                CircuitText.Tree(read);
                CircuitDot.ToText(read);
                CircuitPage.ToText(read);
                return Doors.Again(folder, read, CircuitJson.Write, CircuitJson.Read, CircuitJson.ToText);
            }
        );

    private static string ReadEvidence(TemporaryFolder folder)
    {
        var read = FeatureEvidenceJson.Read(folder.File(File));
        foreach (var evidence in read)
        {
            FeatureEvidenceText.ToText(evidence);
        }

        return Doors.Again(
            folder,
            read,
            FeatureEvidenceJson.Write,
            FeatureEvidenceJson.Read,
            FeatureEvidenceJson.ToText
        );
    }

    private static Door OfExchange(string name, Func<string, string> change) =>
        new(
            "exchange files",
            name,
            File,
            Spelling.Json,
            folder =>
                System.IO.File.WriteAllText(
                    folder.File(File),
                    change(MibWriter.ToText(MibCircuit.Of(SmallCircuits.Chain()), File))
                ),
            folder =>
                Doors.Again(
                    folder,
                    ReadExchange(folder.File(File)),
                    (circuit, path) => circuit.Write(path),
                    ReadExchange,
                    circuit => MibWriter.ToText(circuit, File)
                )
        )
        {
            // The logits are in every graph, and a node may say its flag alone.
            Harmless = @"^\$\.nodes\.(logits(\.in_graph)?|(a\d+\.h|m)\d+|input)$",
        };

    private static MibCircuit ReadExchange(string path) => MibCircuit.Read(path, SmallArchitectures.Gpt2());

    /// <summary>Nodes say true or false alone, and the width is not given.</summary>
    private static string Earlier(string text)
    {
        var root = System.Text.Json.Nodes.JsonNode.Parse(text)!;
        root["cfg"]!.AsObject().Remove("d_model");
        var nodes = root["nodes"]!.AsObject();
        foreach (var (node, value) in nodes.ToList())
        {
            nodes[node] = (bool)value!["in_graph"]!;
        }

        return root.ToJsonString();
    }
}

using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Circuitry.Reports;

/// <summary>Writes the exchange format.</summary>
internal static class MibWriter
{
    public static string ToText(MibCircuit circuit, string path)
    {
        var buffer = new ArrayBufferWriter<byte>();
        // The default encoder would spell the arrow of an edge's name as an escape.
        using var json = new Utf8JsonWriter(
            buffer,
            new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
        );
        json.WriteStartObject();
        WriteConfig(json, circuit.Graph.Architecture);
        WriteNodes(json, circuit);
        WriteEdges(json, circuit, path);
        json.WriteEndObject();
        json.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteConfig(Utf8JsonWriter json, Architecture architecture)
    {
        json.WriteStartObject("cfg");
        foreach (var (key, value) in MibConfig.Of(architecture))
        {
            if (value is bool flag)
            {
                json.WriteBoolean(key.Name, flag);
            }
            else
            {
                json.WriteNumber(key.Name, (int)value);
            }
        }

        json.WriteEndObject();
    }

    private static void WriteNodes(Utf8JsonWriter json, MibCircuit circuit)
    {
        json.WriteStartObject("nodes");
        foreach (var writer in circuit.Graph.Writers)
        {
            WriteNode(json, writer.Name, circuit.Nodes.Contains(writer));
        }

        WriteNode(json, MibEdges.Logits, true);
        json.WriteEndObject();
    }

    private static void WriteNode(Utf8JsonWriter json, string name, bool inGraph)
    {
        json.WriteStartObject(name);
        json.WriteBoolean("in_graph", inGraph);
        json.WriteEndObject();
    }

    private static void WriteEdges(Utf8JsonWriter json, MibCircuit circuit, string path)
    {
        json.WriteStartObject("edges");
        foreach (var (name, edge) in MibEdges.Of(circuit.Graph))
        {
            var score = circuit.Scores[edge];
            if (!double.IsFinite(score))
            {
                throw new CircuitFileException(
                    path,
                    $"edge '{name}'",
                    "a finite score",
                    CircuitText.Number(score),
                    "Use a metric that stays finite, or keep the circuit.json, which can hold it."
                );
            }

            json.WriteStartObject(name);
            json.WriteNumber("score", score);
            json.WriteBoolean("in_graph", circuit.Edges[edge]);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}

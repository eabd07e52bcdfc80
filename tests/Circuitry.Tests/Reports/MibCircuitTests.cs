using System.Text.Json.Nodes;

namespace Circuitry.Tests;

public sealed class MibCircuitTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("c.mib.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_circuit_is_written_with_every_node_and_edge_in_the_order_of_the_format()
    {
        MibCircuit.Of(SmallCircuits.Chain()).Write(Path);

        var json = JsonNode.Parse(File.ReadAllText(Path))!;
        Assert.Equal(
            """{"n_layers":2,"n_heads":2,"parallel_attn_mlp":false,"d_model":6}""",
            json["cfg"]!.ToJsonString()
        );
        Assert.Equal(
            ["input", "a0.h0", "a0.h1", "m0", "a1.h0", "a1.h1", "m1", "logits"],
            json["nodes"]!.AsObject().Select(node => node.Key)
        );
        Assert.Equal(
            ["input", "a0.h0", "m0", "a1.h1", "logits"],
            json["nodes"]!.AsObject().Where(node => (bool)node.Value!["in_graph"]!).Select(node => node.Key)
        );
        Assert.Equal(46, json["edges"]!.AsObject().Count);
        Assert.Equal(
            [
                "input->a0.h0<q>",
                "input->a0.h0<k>",
                "input->a0.h0<v>",
                "input->a0.h1<q>",
                "input->a0.h1<k>",
                "input->a0.h1<v>",
                "input->m0",
                "a0.h0->m0",
                "a0.h1->m0",
                "input->a1.h0<q>",
            ],
            json["edges"]!.AsObject().Take(10).Select(edge => edge.Key)
        );
        Assert.Equal("""{"score":0.25,"in_graph":true}""", json["edges"]!["m0->a1.h1<q>"]!.ToJsonString());
        Assert.Equal("""{"score":0,"in_graph":false}""", json["edges"]!["m0->a1.h1<k>"]!.ToJsonString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_circuit_read_again_is_the_circuit_that_was_written(bool grouped)
    {
        var circuit = grouped ? SmallCircuits.Grouped() : SmallCircuits.Chain();
        var written = MibCircuit.Of(circuit);

        written.Write(Path);
        var read = MibCircuit.Read(Path, circuit.Graph.Architecture);

        Assert.Equal(written.Scores, read.Scores);
        Assert.Equal(written.Edges.Indices, read.Edges.Indices);
        Assert.Equal(circuit.ToUnitSet().Indices, read.Edges.Indices);
        Assert.True(written.Nodes.SetEquals(read.Nodes));
        var bytes = File.ReadAllBytes(Path);
        read.Write(Path);
        Assert.Equal(bytes, File.ReadAllBytes(Path));
    }

    [Fact]
    public void A_parallel_block_has_no_edges_from_its_heads_to_its_mlp()
    {
        var architecture = SmallArchitectures.GptNeoX();
        MibCircuit.Of(SmallCircuits.Of(new Graph(architecture), ("m0->m1", 1))).Write(Path);

        var json = JsonNode.Parse(File.ReadAllText(Path))!;

        Assert.True((bool)json["cfg"]!["parallel_attn_mlp"]!);
        Assert.Null(json["edges"]!["a0.h0->m0"]);
        Assert.Equal(1, MibCircuit.Read(Path, architecture).Edges.Count);
    }

    [Fact]
    public void A_shared_key_edge_stands_once_for_every_query_head()
    {
        MibCircuit.Of(SmallCircuits.Grouped()).Write(Path);

        var edges = JsonNode.Parse(File.ReadAllText(Path))!["edges"]!;

        Assert.Equal("""{"score":0.5,"in_graph":true}""", edges["a0.h1->a1.h0<k>"]!.ToJsonString());
        Assert.Equal("""{"score":0.5,"in_graph":true}""", edges["a0.h1->a1.h1<k>"]!.ToJsonString());
        Assert.Equal(46, edges.AsObject().Count);
    }

    [Theory]
    [InlineData("score", "0.75")]
    [InlineData("in_graph", "false")]
    public void Copies_of_a_shared_key_edge_that_disagree_are_refused(string field, string value)
    {
        var error = Refused(
            SmallCircuits.Grouped(),
            json => json["edges"]!["a0.h1->a1.h1<k>"]![field] = JsonNode.Parse(value)
        );

        Assert.Equal("edge 'a0.h1->a1.h1<k>'", error.Member);
        Assert.Contains("a0.h1->a1.h0<k>", error.Expected);
    }

    [Theory]
    [InlineData("n_layers", "3")]
    [InlineData("n_heads", "4")]
    [InlineData("d_model", "768")]
    [InlineData("d_model", "\"six\"")]
    [InlineData("parallel_attn_mlp", "true")]
    public void A_file_of_another_model_is_refused(string field, string value)
    {
        var error = Refused(SmallCircuits.Chain(), json => json["cfg"]![field] = JsonNode.Parse(value));

        Assert.Equal($"cfg.{field}", error.Member);
        Assert.Equal(value, error.Found);
    }

    [Fact]
    public void An_edge_that_the_model_does_not_have_is_named()
    {
        var error = Refused(
            SmallCircuits.Chain(),
            json => json["edges"]!["m1->m0"] = JsonNode.Parse("""{"score": 1, "in_graph": true}""")
        );

        Assert.Equal("edge 'm1->m0'", error.Member);
    }

    [Fact]
    public void An_edge_that_is_missing_is_named()
    {
        var error = Refused(SmallCircuits.Chain(), json => json["edges"]!.AsObject().Remove("input->m1"));

        Assert.Equal("edge 'input->m1'", error.Member);
        Assert.StartsWith("45,", error.Found);
    }

    [Fact]
    public void A_node_that_is_missing_is_named()
    {
        var error = Refused(SmallCircuits.Chain(), json => json["nodes"]!.AsObject().Remove("logits"));

        Assert.Equal("node 'logits'", error.Member);
    }

    [Fact]
    public void An_edge_in_the_circuit_needs_its_writer_there_too()
    {
        var error = Refused(SmallCircuits.Chain(), json => json["nodes"]!["m0"]!["in_graph"] = false);

        Assert.Equal("edge 'm0->a1.h1<q>'", error.Member);
    }

    [Theory]
    [InlineData("Chain")]
    [InlineData("Grouped")]
    public void A_file_of_the_earlier_layout_is_read_as_the_same_circuit(string name)
    {
        var circuit = name == "Chain" ? SmallCircuits.Chain() : SmallCircuits.Grouped();
        var written = MibCircuit.Of(circuit);
        written.Write(Path);
        var json = JsonNode.Parse(File.ReadAllText(Path))!;
        json["cfg"]!.AsObject().Remove("d_model");
        foreach (var node in json["nodes"]!.AsObject().ToList())
        {
            json["nodes"]![node.Key] = (bool)node.Value!["in_graph"]!;
        }

        File.WriteAllText(Path, json.ToJsonString());

        var read = MibCircuit.Read(Path, circuit.Graph.Architecture);

        Assert.Equal(written.Scores, read.Scores);
        Assert.Equal(written.Edges.Indices, read.Edges.Indices);
        Assert.True(written.Nodes.SetEquals(read.Nodes));
    }

    [Theory]
    [InlineData("1", "node 'm0', 'in_graph'", "none")]
    [InlineData("null", "node 'm0', 'in_graph'", "none")]
    [InlineData("[true]", "node 'm0', 'in_graph'", "none")]
    [InlineData("""{"in_graph": [1, 2]}""", "node 'm0', 'in_graph'", "a list")]
    public void A_node_that_says_neither_true_nor_false_is_named(string value, string member, string found)
    {
        var error = Refused(SmallCircuits.Chain(), json => json["nodes"]!["m0"] = JsonNode.Parse(value));

        Assert.Equal((member, found), (error.Member, error.Found));
    }

    [Fact]
    public void An_architecture_without_a_graph_is_refused_before_the_file_is_read()
    {
        var architecture = SmallArchitectures.Gpt2() with { Layers = 2000 };

        var error = Assert.Throws<GraphException>(() => MibCircuit.Read(Path, architecture));

        Assert.Contains("2000 blocks", error.Message);
    }

    [Theory]
    [InlineData("score", "\"1\"", "edge 'input->m0'")]
    [InlineData("score", "1e999", "edge 'input->m0'")]
    [InlineData("in_graph", "1", "edge 'input->m0', 'in_graph'")]
    [InlineData("neurons", "[true]", "edge 'input->m0'")]
    public void A_wrong_entry_of_an_edge_is_named(string field, string value, string member)
    {
        var error = Refused(SmallCircuits.Chain(), json => json["edges"]!["input->m0"]![field] = JsonNode.Parse(value));

        Assert.Equal(member, error.Member);
    }

    [Theory]
    [InlineData("cfg")]
    [InlineData("nodes")]
    [InlineData("edges")]
    public void A_missing_part_is_named(string part)
    {
        var error = Refused(SmallCircuits.Chain(), json => json.AsObject().Remove(part));

        Assert.Equal($"'{part}'", error.Member);
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("""{"cfg": {}, "cfg": {}}""")]
    public void A_file_that_is_not_json_is_named(string text)
    {
        File.WriteAllText(Path, text);

        var error = Assert.Throws<CircuitFileException>(() => MibCircuit.Read(Path, SmallArchitectures.Gpt2()));

        Assert.Equal(Path, error.File);
    }

    [Fact]
    public void A_score_that_is_not_finite_is_refused_and_nothing_written()
    {
        var circuit = SmallCircuits.Of(new Graph(SmallArchitectures.Gpt2()), ("m0->logits", double.PositiveInfinity));

        var error = Assert.Throws<CircuitFileException>(() => MibCircuit.Of(circuit).Write(Path));

        Assert.Equal("edge 'm0->logits'", error.Member);
        Assert.False(File.Exists(Path));
    }

    [Fact]
    public void A_graph_that_the_format_cannot_hold_is_refused_with_the_reason()
    {
        var merged = new Graph(SmallArchitectures.Gpt2(), splitQueryKeyValue: false);
        var split = new Graph(SmallArchitectures.Gpt2(), splitEmbedding: true);

        Assert.Contains("nodes", Assert.Throws<GraphException>(() => MibCircuit.Of(SmallCircuits.Nodes())).Message);
        Assert.Contains("merged", Assert.Throws<GraphException>(() => MibCircuit.Of(SmallCircuits.Of(merged))).Message);
        Assert.Contains(
            "embedding",
            Assert.Throws<GraphException>(() => MibCircuit.Of(SmallCircuits.Of(split))).Message
        );
    }

    private CircuitFileException Refused(Circuit circuit, Action<JsonNode> spoil)
    {
        MibCircuit.Of(circuit).Write(Path);
        var json = JsonNode.Parse(File.ReadAllText(Path))!;
        spoil(json);
        File.WriteAllText(Path, json.ToJsonString());
        return Assert.Throws<CircuitFileException>(() => MibCircuit.Read(Path, circuit.Graph.Architecture));
    }
}

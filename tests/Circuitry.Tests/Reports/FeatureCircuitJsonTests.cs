using System.Text.Json;
using System.Text.Json.Nodes;

namespace Circuitry.Tests;

public sealed class FeatureCircuitJsonTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_circuit_read_again_is_the_circuit_that_was_written(bool split)
    {
        var written = split ? SmallFeatureCircuits.Split() : SmallFeatureCircuits.Summed();
        var path = _folder.File("new/folder/circuit.json");

        FeatureCircuitJson.Write(written, path);
        var read = FeatureCircuitJson.Read(path);

        Assert.Equal(
            written.Nodes.OrderBy(scored => scored.Node.Name, StringComparer.Ordinal),
            read.Nodes.OrderBy(scored => scored.Node.Name, StringComparer.Ordinal)
        );
        Assert.Equal(written.Edges.ToHashSet(), read.Edges.ToHashSet());
        Assert.Equal(written.Measure, read.Measure);
        Assert.Equal(
            written.Provenance.Dictionaries.OrderBy(pair => pair.Key, StringComparer.Ordinal),
            read.Provenance.Dictionaries
        );
        Assert.Equal(
            written.Provenance.Method.Settings.OrderBy(pair => pair.Key, StringComparer.Ordinal),
            read.Provenance.Method.Settings
        );
        Assert.Equal(
            written.Provenance with
            {
                Method = read.Provenance.Method,
                Dictionaries = read.Provenance.Dictionaries,
            },
            read.Provenance
        );
        Assert.Equal(File.ReadAllText(path), FeatureCircuitJson.ToText(read));
    }

    [Fact]
    public void A_found_circuit_and_its_evidence_survive_their_files_and_the_page_shows_every_node()
    {
        using var model = SmallFeatures.Model("serial");
        using var dictionaries = SmallFeatures.Dictionaries(model);
        var task = SmallFeatures.Task(model, dictionaries, splitPositions: true);
        var found = new FeatureCircuitSearch(task, new FeatureCircuitOptions { Nodes = 12, Rule = null }).Discover();
        var evidence = new FeatureEvidenceCollector(model, dictionaries, token => $"t{token}").Collect(
            found.Nodes,
            Corpora.Random(model.Architecture, 10, seed: 1)
        );

        FeatureCircuitJson.Write(found, _folder.File("c.json"));
        FeatureEvidenceJson.Write(evidence, _folder.File("e.json"));

        var read = FeatureCircuitJson.Read(_folder.File("c.json"));
        Assert.Equal(found.Nodes, read.Nodes);
        Assert.Equal(found.Edges, read.Edges);
        Assert.NotEmpty(read.Edges);
        var readEvidence = FeatureEvidenceJson.Read(_folder.File("e.json"));
        Assert.Equal(FeatureEvidenceJson.ToText(evidence), FeatureEvidenceJson.ToText(readEvidence));
        var page = FeatureCircuitPage.ToText(read, readEvidence);
        Assert.Equal(FeatureCircuitPage.ToText(found, evidence), page);
        Assert.All(found.Nodes, scored => Assert.Contains($"<tr id=\"{scored.Node}\">", page));
    }

    [Fact]
    public void Doubles_round_trip_to_the_last_bit_and_what_is_no_number_survives()
    {
        double[] scores = [Math.PI * 1e-200, double.PositiveInfinity, double.NegativeInfinity, -0.0, double.NaN];
        var written = SmallFeatureCircuits.Of(
            scores.Select((score, feature) => ($"hook_embed/{feature}", score)),
            scores.Select((weight, feature) => ($"hook_embed/{feature}", "loss", weight))
        );

        FeatureCircuitJson.Write(written, _folder.File("c.json"));
        var read = FeatureCircuitJson.Read(_folder.File("c.json"));

        Assert.Equal(Bits(scores), Bits(read.Nodes.Select(scored => scored.Score)));
        Assert.Equal(Bits(scores), Bits(read.Edges.Select(edge => edge.Weight)));

        static IEnumerable<long> Bits(IEnumerable<double> values) => values.Select(BitConverter.DoubleToInt64Bits);
    }

    [Fact]
    public void The_order_of_nodes_edges_and_settings_does_not_change_the_file()
    {
        var circuit = SmallFeatureCircuits.Summed();
        var turned = new FeatureCircuit
        {
            Nodes = [.. circuit.Nodes.Reverse()],
            Edges = [.. circuit.Edges.Reverse()],
            Measure = circuit.Measure,
            Provenance = circuit.Provenance with
            {
                Dictionaries = circuit.Provenance.Dictionaries.Reverse().ToDictionary(),
            },
        };

        Assert.Equal(FeatureCircuitJson.ToText(circuit), FeatureCircuitJson.ToText(turned));
    }

    [Theory]
    [InlineData("format", "\"circuitry.circuit\"", "format", "'circuitry.circuit'")]
    [InlineData("version", "2", "version", "2")]
    [InlineData("measure", "null", "$.measure", null)]
    [InlineData("nodes", "[null]", "$.nodes[0]", null)]
    [InlineData("nodes", "[{\"name\": \"hook_embed/3\"}]", "$.nodes[0]", null)]
    [InlineData("nodes", "[{\"name\": \"hook_embed\", \"score\": 1}]", "node 'hook_embed'", null)]
    [InlineData("nodes", "[{\"name\": \"hook_emb/3\", \"score\": 1}]", "node 'hook_emb/3'", null)]
    [InlineData(
        "nodes",
        "[{\"name\": \"blocks.9.hook_mlp_out/3\", \"score\": 1}]",
        "node 'blocks.9.hook_mlp_out/3'",
        "another site"
    )]
    [InlineData(
        "nodes",
        "[{\"name\": \"hook_embed/3\", \"score\": 1}, {\"name\": \"hook_embed/3\", \"score\": 2}]",
        "node 'hook_embed/3'",
        "it twice"
    )]
    [InlineData(
        "nodes",
        "[{\"name\": \"hook_embed/3\", \"score\": 1}, {\"name\": \"hook_embed/4@1\", \"score\": 2}]",
        "node 'hook_embed/4@1'",
        "the other kind"
    )]
    [InlineData(
        "edges",
        "[{\"from\": \"hook_embed/3\", \"to\": \"hook_embed/77\", \"weight\": 1}]",
        "edge 'hook_embed/3 -> hook_embed/77'",
        "'hook_embed/77', which is none"
    )]
    [InlineData(
        "edges",
        "[{\"from\": \"hook_embed/3\", \"to\": \"hook_embed/11\", \"weight\": 1}]",
        "edge 'hook_embed/3 -> hook_embed/11'",
        "one that does not"
    )]
    [InlineData(
        "edges",
        "[{\"from\": \"hook_embed/3\", \"to\": \"loss\", \"weight\": 1}, {\"from\": \"hook_embed/3\", \"to\": \"loss\", \"weight\": 1}]",
        "edge 'hook_embed/3 -> loss'",
        "it twice"
    )]
    [InlineData("edges", "[{\"from\": \"loss\", \"to\": \"loss\", \"weight\": 1}]", "edge from 'loss'", null)]
    [InlineData("surprise", "1", "$.surprise", null)]
    public void A_wrong_field_is_named(string field, string value, string member, string? found)
    {
        var json = JsonNode.Parse(FeatureCircuitJson.ToText(SmallFeatureCircuits.Summed()))!;
        json[field] = JsonNode.Parse(value);
        File.WriteAllText(_folder.File("c.json"), json.ToJsonString());

        var error = Assert.Throws<CircuitFileException>(() => FeatureCircuitJson.Read(_folder.File("c.json")));

        Assert.Equal(_folder.File("c.json"), error.File);
        Assert.Equal(member, error.Member);
        Assert.Equal(found ?? error.Found, error.Found);
    }

    [Fact]
    public void A_dictionary_of_no_site_is_named()
    {
        var json = JsonNode.Parse(FeatureCircuitJson.ToText(SmallFeatureCircuits.Summed()))!;
        json["provenance"]!["dictionaries"]!["elsewhere"] = "c9";
        File.WriteAllText(_folder.File("c.json"), json.ToJsonString());

        var error = Assert.Throws<CircuitFileException>(() => FeatureCircuitJson.Read(_folder.File("c.json")));

        Assert.Equal("dictionary of 'elsewhere'", error.Member);
    }

    [Theory]
    [InlineData(" ")]
    [InlineData("null")]
    [InlineData("{\"format\": \"circuitry.feature_circuit\", \"version\": 1")]
    public void A_file_that_is_no_circuit_is_named(string text)
    {
        File.WriteAllText(_folder.File("c.json"), text);

        var error = Assert.Throws<CircuitFileException>(() => FeatureCircuitJson.Read(_folder.File("c.json")));

        Assert.Equal(_folder.File("c.json"), error.File);
        Assert.IsType<JsonException>(error.InnerException, exactMatch: false);
    }

    [Theory]
    [InlineData("provenance.experiment")]
    [InlineData("provenance.model")]
    [InlineData("provenance.method.settings.rule")]
    [InlineData("provenance.dictionaries.hook_embed")]
    [InlineData("provenance.runtime")]
    [InlineData("measure.metric")]
    public void A_name_that_cannot_be_printed_is_refused_by_its_field(string member)
    {
        var json = JsonNode.Parse(FeatureCircuitJson.ToText(SmallFeatureCircuits.Summed()))!;
        var names = member.Split('.');
        names[..^1].Aggregate(json, (node, name) => node[name]!)[names[^1]] = "x\u001b[2J";
        File.WriteAllText(_folder.File("c.json"), json.ToJsonString());

        var error = Assert.Throws<CircuitFileException>(() => FeatureCircuitJson.Read(_folder.File("c.json")));

        Assert.Equal((member, "U+001B in it, at character 2"), (error.Member, error.Found));
    }

    [Fact]
    public void Fewer_prompts_than_none_are_refused()
    {
        var json = JsonNode.Parse(FeatureCircuitJson.ToText(SmallFeatureCircuits.Summed()))!;
        json["provenance"]!["prompts"] = -1;
        File.WriteAllText(_folder.File("c.json"), json.ToJsonString());

        var error = Assert.Throws<CircuitFileException>(() => FeatureCircuitJson.Read(_folder.File("c.json")));

        Assert.Equal("provenance.prompts", error.Member);
    }
}

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

        CircuitJson.Write(written, path);
        var read = CircuitJson.Read(path);

        Assert.True(written.Units.AreSameAs(read.Units));
        Assert.Equal(written.Kept, read.Kept);
        Assert.Equal(written.Edges, read.Edges);
        Assert.Equal(written.Measure, read.Measure);
        Assert.Equal(written.Provenance.Declaration, read.Provenance.Declaration);
        Assert.Equal(written.Provenance.Dictionaries, read.Provenance.Dictionaries);
        Assert.Equal(
            written.Provenance.Method.Settings.OrderBy(pair => pair.Key, StringComparer.Ordinal),
            read.Provenance.Method.Settings
        );
        Assert.Equal(File.ReadAllText(path), CircuitJson.ToText(read));
    }

    [Fact]
    public void A_found_circuit_and_its_evidence_survive_their_files_and_the_page_shows_every_node()
    {
        using var model = SmallFeatures.Model("serial");
        using var dictionaries = SmallFeatures.Dictionaries(model);
        var task = SmallFeatures.Task(model, dictionaries, splitPositions: true);
        var found = new FeatureCircuitSearch(task, new FeatureCircuitOptions { Nodes = 12, Rule = null }).Discover();
        var evidence = new FeatureEvidenceCollector(model, dictionaries, token => $"t{token}").Collect(
            found.Features,
            Corpora.Random(model.Architecture, 10, seed: 1)
        );

        CircuitJson.Write(found, _folder.File("c.json"));
        FeatureEvidenceJson.Write(evidence, _folder.File("e.json"));

        var read = CircuitJson.Read(_folder.File("c.json"));
        Assert.True(found.Units.AreSameAs(read.Units));
        Assert.Equal(found.Kept, read.Kept);
        Assert.Equal(found.Edges, read.Edges);
        Assert.NotEmpty(read.Edges);
        var readEvidence = FeatureEvidenceJson.Read(_folder.File("e.json"));
        Assert.Equal(FeatureEvidenceJson.ToText(evidence), FeatureEvidenceJson.ToText(readEvidence));
        var page = CircuitPage.ToText(read, readEvidence);
        Assert.Equal(CircuitPage.ToText(found, evidence), page);
        Assert.All(found.Features, scored => Assert.Contains($"<tr id=\"{scored.Node}\">", page));
    }

    [Fact]
    public void Doubles_round_trip_to_the_last_bit_and_infinity_survives()
    {
        double[] scores = [Math.PI * 1e-200, double.PositiveInfinity, double.NegativeInfinity, -0.0, double.Epsilon];
        var written = SmallFeatureCircuits.Of(
            scores.Select((score, feature) => ($"hook_embed/{feature}", score)),
            scores.Select((weight, feature) => ($"hook_embed/{feature}", "loss", weight))
        );

        CircuitJson.Write(written, _folder.File("c.json"));
        var read = CircuitJson.Read(_folder.File("c.json"));

        Assert.Equal(Bits(scores), Bits(read.Kept.Select(unit => unit.Score)));
        Assert.Equal(Bits(scores), Bits(read.Edges.Select(edge => edge.Weight)));

        static IEnumerable<long> Bits(IEnumerable<double> values) => values.Select(BitConverter.DoubleToInt64Bits);
    }

    [Fact]
    public void The_order_of_nodes_edges_and_settings_does_not_change_the_file()
    {
        var circuit = SmallFeatureCircuits.Summed();
        var provenance = circuit.Provenance;
        var turned = new Circuit(
            circuit.Units,
            circuit.Kept.Reverse().Select(unit => (unit.Index, unit.Score)),
            edges: circuit.Edges.Reverse()
        )
        {
            Measure = circuit.Measure,
            Provenance = new CircuitProvenance(
                (FeatureDeclaration)provenance.Declaration,
                provenance.Dictionaries!.Reverse().ToDictionary()
            )
            {
                Method = provenance.Method with { Settings = provenance.Method.Settings.Reverse().ToDictionary() },
                ModelHash = provenance.ModelHash,
                DataHash = provenance.DataHash,
                Prompts = provenance.Prompts,
                NumberType = provenance.NumberType,
                Version = provenance.Version,
                Runtime = provenance.Runtime,
            },
        };

        Assert.Equal(CircuitJson.ToText(circuit), CircuitJson.ToText(turned));
    }

    [Theory]
    [InlineData("format", "\"circuitry.comparison\"", "format", "'circuitry.comparison'")]
    [InlineData("version", "1", "version", "1")]
    [InlineData("measure", "null", "$.measure", null)]
    [InlineData("units", "[null]", "$.units[0]", null)]
    [InlineData("units", "[{\"name\": \"hook_embed/3\"}]", "$.units[0]", null)]
    [InlineData("units", "[{\"name\": \"hook_embed\", \"score\": 1}]", "unit 'hook_embed'", null)]
    [InlineData("units", "[{\"name\": \"hook_emb/3\", \"score\": 1}]", "unit 'hook_emb/3'", null)]
    [InlineData("units", "[{\"name\": \"hook_embed/16\", \"score\": 1}]", "unit 'hook_embed/16'", null)]
    [InlineData(
        "units",
        "[{\"name\": \"blocks.9.hook_mlp_out/3\", \"score\": 1}]",
        "unit 'blocks.9.hook_mlp_out/3'",
        null
    )]
    [InlineData("units", "[{\"name\": \"hook_embed/4@1\", \"score\": 2}]", "unit 'hook_embed/4@1'", null)]
    [InlineData("units", "[{\"name\": \"hook_embed/3\", \"score\": \"NaN\"}]", "score of unit 'hook_embed/3'", "NaN")]
    [InlineData(
        "units",
        "[{\"name\": \"hook_embed/3\", \"score\": 1}, {\"name\": \"hook_embed/3\", \"score\": 2}]",
        "unit 'hook_embed/3'",
        "it twice"
    )]
    [InlineData("removed", "[{\"name\": \"hook_embed/3\", \"score\": 1}]", "unit 'hook_embed/3'", "it twice")]
    [InlineData(
        "edges",
        "[{\"from\": \"hook_embed/3\", \"to\": \"hook_embed/7\", \"weight\": 1}]",
        "edge 'hook_embed/3 -> hook_embed/7'",
        "'hook_embed/7', which is none"
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
    [InlineData("edges", "[{\"from\": \"loss\", \"to\": \"loss\", \"weight\": 1}]", "edge 'loss -> loss'", null)]
    [InlineData(
        "edges",
        "[{\"from\": \"hook_embed/3\", \"to\": \"loss\", \"weight\": \"NaN\"}]",
        "weight of edge 'hook_embed/3 -> loss'",
        "NaN"
    )]
    [InlineData("features", "{\"sites\": []}", "features", null)]
    [InlineData(
        "features",
        "{\"positions\": 0, \"sites\": [{\"name\": \"hook_embed\", \"width\": 1, \"error_term\": true}]}",
        "features",
        null
    )]
    [InlineData(
        "features",
        "{\"sites\": [{\"name\": \"hook_embed\", \"width\": 0, \"error_term\": true}]}",
        "features",
        null
    )]
    [InlineData(
        "features",
        "{\"positions\": 2147483647, \"sites\": [{\"name\": \"hook_embed\", \"width\": 2147483647, \"error_term\": true}, {\"name\": \"blocks.0.hook_mlp_out\", \"width\": 2147483647, \"error_term\": true}]}",
        "features",
        null
    )]
    [InlineData(
        "features",
        "{\"sites\": [{\"name\": \"hook_here\", \"width\": 1, \"error_term\": true}]}",
        "site 'hook_here'",
        null
    )]
    [InlineData(
        "features",
        "{\"sites\": [{\"name\": \"blocks.0.hook_mlp_out\", \"width\": 1, \"error_term\": true}, {\"name\": \"hook_embed\", \"width\": 1, \"error_term\": true}]}",
        "features",
        null
    )]
    [InlineData("surprise", "1", "$.surprise", null)]
    public void A_wrong_field_is_named(string field, string value, string member, string? found)
    {
        var json = JsonNode.Parse(CircuitJson.ToText(SmallFeatureCircuits.Summed()))!;
        json[field] = JsonNode.Parse(value);
        File.WriteAllText(_folder.File("c.json"), json.ToJsonString());

        var error = Assert.Throws<CircuitFileException>(() => CircuitJson.Read(_folder.File("c.json")));

        Assert.Equal(_folder.File("c.json"), error.File);
        Assert.Equal(member, error.Member);
        Assert.Equal(found ?? error.Found, error.Found);
    }

    [Theory]
    [InlineData("elsewhere", "c9", "dictionary of 'elsewhere'")]
    [InlineData("blocks.7.hook_mlp_out", "c9", "dictionary of 'blocks.7.hook_mlp_out'")]
    [InlineData("hook_embed", null, "dictionary of 'hook_embed'")]
    public void A_dictionary_of_no_site_and_a_site_of_no_dictionary_are_named(string site, string? hash, string member)
    {
        var json = JsonNode.Parse(CircuitJson.ToText(SmallFeatureCircuits.Summed()))!;
        var dictionaries = json["provenance"]!["dictionaries"]!.AsObject();
        dictionaries.Remove(site);
        if (hash is not null)
        {
            dictionaries[site] = hash;
        }

        File.WriteAllText(_folder.File("c.json"), json.ToJsonString());

        var error = Assert.Throws<CircuitFileException>(() => CircuitJson.Read(_folder.File("c.json")));

        Assert.Equal(member, error.Member);
    }

    [Theory]
    [InlineData(" ")]
    [InlineData("null")]
    [InlineData("{\"format\": \"circuitry.feature_circuit\", \"version\": 2")]
    public void A_file_that_is_no_circuit_is_named(string text)
    {
        File.WriteAllText(_folder.File("c.json"), text);

        var error = Assert.Throws<CircuitFileException>(() => CircuitJson.Read(_folder.File("c.json")));

        Assert.Equal(_folder.File("c.json"), error.File);
        Assert.IsType<JsonException>(error.InnerException, exactMatch: false);
    }

    [Theory]
    [InlineData("provenance.declaration.experiment")]
    [InlineData("provenance.declaration.model")]
    [InlineData("provenance.declaration.dictionaries")]
    [InlineData("provenance.method.settings.rule")]
    [InlineData("provenance.dictionaries.hook_embed")]
    [InlineData("provenance.runtime")]
    [InlineData("measure.metric")]
    public void A_name_that_cannot_be_printed_is_refused_by_its_field(string member)
    {
        var json = JsonNode.Parse(CircuitJson.ToText(SmallFeatureCircuits.Summed()))!;
        var names = member.Split('.');
        names[..^1].Aggregate(json, (node, name) => node[name]!)[names[^1]] = "x\u001b[2J";
        File.WriteAllText(_folder.File("c.json"), json.ToJsonString());

        var error = Assert.Throws<CircuitFileException>(() => CircuitJson.Read(_folder.File("c.json")));

        Assert.Equal((member, "U+001B in it, at character 2"), (error.Member, error.Found));
    }

    [Fact]
    public void Fewer_prompts_than_none_are_refused()
    {
        var json = JsonNode.Parse(CircuitJson.ToText(SmallFeatureCircuits.Summed()))!;
        json["provenance"]!["prompts"] = -1;
        File.WriteAllText(_folder.File("c.json"), json.ToJsonString());

        var error = Assert.Throws<CircuitFileException>(() => CircuitJson.Read(_folder.File("c.json")));

        Assert.Equal("provenance.prompts", error.Member);
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;

namespace Circuitry.Tests;

public sealed class CircuitJsonTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Circuits =>
        ["chain", "grouped", "nodes", "neurons", "merged", "split embedding", "split positions"];

    private static Circuit Named(string name) =>
        name switch
        {
            "chain" => SmallCircuits.Chain(),
            "grouped" => SmallCircuits.Grouped(),
            "nodes" => SmallCircuits.Nodes(),
            "neurons" => SmallCircuits.Neurons(),
            "merged" => SmallCircuits.Of(
                new Graph(SmallArchitectures.Llama(), splitQueryKeyValue: false),
                ("input->a1.kv0", 1)
            ),
            "split positions" => SmallCircuits.Of(
                new Graph(SmallArchitectures.Gpt2(), positionGroups: ["name", "'t"]),
                ("input[name]->m0", 1),
                ("m0['t]->logits", 2)
            ),
            _ => SmallCircuits.Of(
                new Graph(SmallArchitectures.Gpt2(), splitEmbedding: true),
                ("tok->m0", 1),
                ("pos->logits", 2)
            ),
        };

    [Theory]
    [MemberData(nameof(Circuits))]
    public void A_circuit_read_again_is_the_circuit_that_was_written(string name)
    {
        var written = Named(name);
        var path = _folder.File("new/folder/circuit.json");

        CircuitJson.Write(written, path);
        var read = CircuitJson.Read(path);

        Assert.Equal(written.Kept, read.Kept);
        Assert.Equal(written.Measure, read.Measure);
        Assert.Equal(written.Graph.Architecture, read.Graph.Architecture);
        Assert.Equal(written.Units.Kind, read.Units.Kind);
        Assert.Equal(written.Graph.SplitQueryKeyValue, read.Graph.SplitQueryKeyValue);
        Assert.Equal(written.Graph.SplitEmbedding, read.Graph.SplitEmbedding);
        Assert.Equal(written.Graph.PositionGroups, read.Graph.PositionGroups);
        Assert.Equal(written.Provenance.Declaration, read.Provenance.Declaration);
        Assert.Equal(
            written.Provenance.Method.Settings.OrderBy(setting => setting.Key),
            read.Provenance.Method.Settings.OrderBy(setting => setting.Key)
        );
        Assert.Equal(written.Provenance with { Method = read.Provenance.Method }, read.Provenance);
        Assert.Equal(CircuitJson.ToText(written), CircuitJson.ToText(read));
        Assert.Equal(File.ReadAllText(path), CircuitJson.ToText(read));
    }

    [Fact]
    public void A_file_that_says_nothing_of_positions_has_them_whole()
    {
        var text = CircuitJson.ToText(SmallCircuits.Chain());
        Assert.DoesNotContain("position_groups", text, StringComparison.Ordinal);
        var path = _folder.File("older.json");
        File.WriteAllText(path, text.Replace(",\n      \"split_positions\": false", "", StringComparison.Ordinal));
        Assert.DoesNotContain("split_positions", File.ReadAllText(path), StringComparison.Ordinal);

        var read = CircuitJson.Read(path);

        Assert.Empty(read.Graph.PositionGroups);
        Assert.False(read.Provenance.Declaration.SplitPositions);
    }

    [Theory]
    [InlineData("[\"name\", \"name\"]")]
    [InlineData("[\"a b\"]")]
    [InlineData("[null]")]
    public void Labels_that_make_no_graph_are_refused_with_the_file(string labels)
    {
        var path = _folder.File("labels.json");
        var json = JsonNode.Parse(CircuitJson.ToText(Named("split positions")))!;
        json["graph"]!["position_groups"] = JsonNode.Parse(labels);
        File.WriteAllText(path, json.ToJsonString());

        var refusal = Assert.Throws<CircuitFileException>(() => CircuitJson.Read(path));

        Assert.Contains("graph.position_groups", refusal.Member);
    }

    [Fact]
    public void Doubles_round_trip_to_the_last_bit_and_infinity_survives()
    {
        double[] scores = [Math.PI * 1e-200, double.PositiveInfinity, double.NegativeInfinity, -0.0, double.Epsilon];
        var units = new EdgeUnits(new Graph(SmallArchitectures.Gpt2()));
        var written = SmallCircuits.Of(units, [.. scores.Select((score, unit) => (units.NameOf(unit), score))]);

        CircuitJson.Write(written, _folder.File("c.json"));

        Assert.Equal(
            scores.Select(BitConverter.DoubleToInt64Bits),
            CircuitJson.Read(_folder.File("c.json")).Kept.Select(unit => BitConverter.DoubleToInt64Bits(unit.Score))
        );
    }

    [Fact]
    public void Names_are_snake_case_and_settings_sorted()
    {
        var json = JsonNode.Parse(CircuitJson.ToText(SmallCircuits.Chain()))!;

        Assert.Equal("circuitry.circuit", (string?)json["format"]);
        Assert.Equal(1, (int?)json["version"]);
        Assert.Equal("gpt2", (string?)json["architecture"]!["family"]);
        Assert.Equal(true, (bool?)json["graph"]!["split_query_key_value"]);
        Assert.Equal("bb", (string?)json["provenance"]!["data_hash"]);
        Assert.Equal(
            ["rule", "threshold"],
            json["provenance"]!["method"]!["settings"]!.AsObject().Select(setting => setting.Key)
        );
        Assert.Contains("\"name\": \"a0.h0->a1.h1<v>\"", CircuitJson.ToText(SmallCircuits.Chain()));
        Assert.Null(json["measure"]!["faithfulness"]);
    }

    [Fact]
    public void Writing_replaces_a_file_and_leaves_nothing_beside_it()
    {
        File.WriteAllText(_folder.File("c.json"), "older");

        CircuitJson.Write(SmallCircuits.Chain(), _folder.File("c.json"));

        Assert.Equal([_folder.File("c.json")], Directory.GetFiles(_folder.Path));
        Assert.Equal(6, CircuitJson.Read(_folder.File("c.json")).Kept.Count);
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_named_and_an_older_file_stays()
    {
        Directory.CreateDirectory(_folder.File("taken"));

        var error = Assert.Throws<CircuitFileException>(() =>
            CircuitJson.Write(SmallCircuits.Chain(), _folder.File("taken"))
        );

        Assert.Equal(_folder.File("taken"), error.File);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        var error = Assert.Throws<CircuitFileException>(() => CircuitJson.Read(_folder.File("none.json")));

        Assert.StartsWith(_folder.File("none.json"), error.Message);
        Assert.Equal("no such file", error.Found);
    }

    [Theory]
    [InlineData("format", "\"other\"", "format", "'other'")]
    [InlineData("version", "2", "version", "2")]
    [InlineData("version", "null", "version", "none")]
    [InlineData("measure", "null", "$.measure", null)]
    [InlineData("units", "[{\"name\": \"input->m0\"}]", "$.units[0]", null)]
    [InlineData("units", "[null]", "$.units[0]", null)]
    [InlineData("units", "[{\"name\": \"input->m9\", \"score\": 1}]", "unit 'input->m9'", null)]
    [InlineData("units", "[{\"name\": \"m1->m0\", \"score\": 1}]", "unit 'm1->m0'", null)]
    [InlineData(
        "units",
        "[{\"name\": \"input->m0\", \"score\": 1}, {\"name\": \"input->m0\", \"score\": 2}]",
        "unit 'input->m0'",
        "it twice"
    )]
    [InlineData(
        "graph",
        "{\"granularity\": \"node\", \"split_query_key_value\": true, \"split_embedding\": false}",
        "graph",
        null
    )]
    [InlineData(
        "graph",
        "{\"granularity\": \"atom\", \"split_query_key_value\": true, \"split_embedding\": false}",
        "$.graph.granularity",
        null
    )]
    [InlineData("surprise", "1", "$.surprise", null)]
    public void A_wrong_field_is_named(string field, string value, string member, string? found)
    {
        var json = JsonNode.Parse(CircuitJson.ToText(SmallCircuits.Chain()))!;
        json[field] = JsonNode.Parse(value);
        File.WriteAllText(_folder.File("c.json"), json.ToJsonString());

        var error = Assert.Throws<CircuitFileException>(() => CircuitJson.Read(_folder.File("c.json")));

        Assert.Equal(_folder.File("c.json"), error.File);
        Assert.Equal(member, error.Member);
        Assert.Equal(found ?? error.Found, error.Found);
    }

    [Fact]
    public void A_later_version_says_so_although_its_fields_are_unknown()
    {
        File.WriteAllText(_folder.File("c.json"), """{"format": "circuitry.circuit", "version": 7, "shape": []}""");

        var error = Assert.Throws<CircuitFileException>(() => CircuitJson.Read(_folder.File("c.json")));

        Assert.Equal("version", error.Member);
    }

    [Theory]
    [InlineData(" ")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"format\": \"circuitry.circuit\", \"version\": 1")]
    public void A_file_that_is_no_circuit_is_named(string text)
    {
        File.WriteAllText(_folder.File("c.json"), text);

        var error = Assert.Throws<CircuitFileException>(() => CircuitJson.Read(_folder.File("c.json")));

        Assert.Equal(_folder.File("c.json"), error.File);
        Assert.IsType<JsonException>(error.InnerException, exactMatch: false);
    }

    [Fact]
    public void An_architecture_that_makes_no_sense_is_refused()
    {
        var json = JsonNode.Parse(CircuitJson.ToText(SmallCircuits.Chain()))!;
        json["architecture"]!["key_value_heads"] = 0;
        File.WriteAllText(_folder.File("c.json"), json.ToJsonString());

        var error = Assert.Throws<CircuitFileException>(() => CircuitJson.Read(_folder.File("c.json")));

        Assert.Equal("architecture", error.Member);
        Assert.Contains("key and value heads", error.Found);
    }
}

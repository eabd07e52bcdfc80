using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Circuitry.Tests;

/// <summary>Circuit files whose numbers make no sense are refused at once, and names that no terminal should see by their fields.</summary>
public sealed class CircuitSizesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("c.json");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("layers", "2000", "heads", "32", "6399", "at most 1024 blocks")]
    [InlineData(
        "layers",
        "2147483647",
        "heads",
        "2147483647",
        "head width: is",
        "2147483647 columns, the most that is read"
    )]
    [InlineData("layers", "1000", "heads", "1000", "edges between", "at most 268435456 edges are numbered")]
    [InlineData("layers", "1", "heads", "2147483647", "6442450941 heads", "2147483647 columns, the most that is read")]
    [InlineData("layers", "1", "heads", "1000000", "edges between", "at most 1024 heads")]
    [InlineData("model_width", "2147483647", "heads", "2", "model width: is 2147483647", "the most that is computed")]
    public void Absurd_sizes_are_refused_at_once_in_little_memory(
        string field,
        string value,
        string second,
        string secondValue,
        string counts,
        string limit
    )
    {
        // Once for the compiler.
        Refused(json => json["architecture"]!["layers"] = 0);
        var (before, clock) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.StartNew());

        var refusal = Refused(json =>
        {
            var architecture = json["architecture"]!;
            architecture[field] = JsonNode.Parse(value);
            architecture[second] = JsonNode.Parse(secondValue);
            architecture["key_value_heads"] = (int)architecture["heads"]!;
        });

        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 1);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
        Assert.Equal("architecture", refusal.Member);
        Assert.Contains(counts, refusal.Found, StringComparison.Ordinal);
        Assert.Contains(limit, refusal.Found, StringComparison.Ordinal);
    }

    [Fact]
    public void Groups_of_positions_without_end_are_refused()
    {
        var refusal = Refused(json =>
            json["graph"]!["position_groups"] = new JsonArray([
                .. Enumerable.Range(0, 100_000).Select(group => JsonValue.Create($"g{group}")),
            ])
        );

        Assert.Contains("100000 groups of positions, and at most 4096", refusal.Found, StringComparison.Ordinal);
    }

    [Fact]
    public void A_circuit_in_a_graph_of_millions_of_edges_is_read_without_naming_them_all()
    {
        var json = Json();
        json["architecture"]!["layers"] = 64;
        json["architecture"]!["heads"] = 32;
        json["architecture"]!["key_value_heads"] = 32;
        File.WriteAllText(Path, json.ToJsonString());
        var before = GC.GetAllocatedBytesForCurrentThread();

        var read = CircuitJson.Read(Path);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 32 << 20);
        Assert.Equal(6_463_585, read.Graph.EdgeCount);
        Assert.Equal(
            SmallCircuits.Chain().Kept.Select(unit => unit.Name).Order(),
            read.Kept.Select(u => u.Name).Order()
        );
        Assert.All(read.Kept, unit => Assert.Equal(unit.Name, read.Units.NameOf(unit.Index)));
    }

    [Theory]
    [InlineData("m0", "a node")]
    [InlineData("m0->", "no reader")]
    [InlineData("->m0", "no writer")]
    [InlineData("m0->m0", "backwards")]
    [InlineData("logits->m1", "no writer of that name")]
    [InlineData("m0->m1->logits", "two arrows")]
    [InlineData("", "nothing")]
    [InlineData("input -> m0", "blanks")]
    [InlineData("INPUT->m0", "capitals")]
    public void A_name_that_is_no_edge_of_the_graph_is_refused(string name, string why)
    {
        var refusal = Refused(json => json["units"]![0]!["name"] = name);

        Assert.True(refusal.Member == $"unit '{name}'", why);
        Assert.Contains("such as 'input->a0.h0<q>'", refusal.Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void A_score_that_is_no_number_is_refused()
    {
        var refusal = Refused(json => json["units"]![1]!["score"] = "NaN");

        Assert.Equal("score of unit 'input->m0'", refusal.Member);
        Assert.Equal("NaN", refusal.Found);
    }

    [Theory]
    [InlineData("provenance.prompts")]
    [InlineData("provenance.declaration.dataset_size")]
    public void Fewer_than_none_is_refused(string member)
    {
        var refusal = Refused(json => Set(json, member, -3));

        Assert.Equal((member, "0 or more", "-3"), (refusal.Member, refusal.Expected, refusal.Found));
    }

    [Theory]
    [InlineData("provenance.declaration.experiment", "\u001b]0;EVIL\u0007")]
    [InlineData("provenance.declaration.model", "\nb")]
    [InlineData("provenance.declaration.dataset", "\u007f")]
    [InlineData("provenance.declaration.metric", "\u009b2J")]
    [InlineData("provenance.method.name", "\u202etcejni")]
    [InlineData("provenance.method.settings.rule", "\u2028")]
    [InlineData("provenance.model_hash", "\0")]
    [InlineData("provenance.data_hash", "\u2066")]
    [InlineData("provenance.number_type", "\r")]
    [InlineData("provenance.version", "\t")]
    [InlineData("provenance.runtime", "\u0085")]
    [InlineData("measure.metric", "\b")]
    public void A_name_that_cannot_be_printed_is_refused_by_its_field(string member, string name)
    {
        var refusal = Refused(json => Set(json, member, "x" + name));

        Assert.Equal(member, refusal.Member);
        Assert.Equal($"U+{(int)name[0]:X4} in it, at character 2", refusal.Found);
        Assert.DoesNotContain(refusal.Message, char.IsControl);
    }

    [Fact]
    public void A_setting_that_is_null_is_refused_by_its_field()
    {
        var refusal = Refused(json => json["provenance"]!["method"]!["settings"]!["rule"] = null);

        Assert.Equal(("provenance.method.settings.rule", "null"), (refusal.Member, refusal.Found));
    }

    [Fact]
    public void Names_in_other_scripts_are_read()
    {
        var json = Json();
        Set(json, "provenance.declaration.experiment", "Größe_шаг_单位");
        Set(json, "measure.metric", "distance à l’équilibre, 👩‍🔬");
        File.WriteAllText(Path, json.ToJsonString());

        Assert.Equal("distance à l’équilibre, 👩‍🔬", CircuitJson.Read(Path).Measure.Metric);
    }

    [Fact]
    public void What_a_message_quotes_of_a_file_is_visible_and_short()
    {
        var refusal = Refused(json => json["units"]![0]!["name"] = "\u001b[2J" + new string('x', 100_000));

        Assert.DoesNotContain(refusal.Message, char.IsControl);
        Assert.Contains("␛[2Jxxx", refusal.Message, StringComparison.Ordinal);
        Assert.InRange(refusal.Message.Length, 400, 1500);
    }

    [Theory]
    [InlineData("provenance")]
    [InlineData("measure")]
    [InlineData("architecture")]
    [InlineData("graph")]
    [InlineData("units")]
    public void A_part_that_is_missing_is_named(string part)
    {
        var refusal = Refused(json => json.Remove(part));

        Assert.Equal(($"$.{part}", "none"), (refusal.Member, refusal.Found));
    }

    private static JsonObject Json() => JsonNode.Parse(CircuitJson.ToText(SmallCircuits.Chain()))!.AsObject();

    private static void Set(JsonNode json, string member, JsonNode value)
    {
        var names = member.Split('.');
        names[..^1].Aggregate(json, (node, name) => node[name]!)[names[^1]] = value;
    }

    private CircuitFileException Refused(Action<JsonObject> spoil)
    {
        var json = Json();
        spoil(json);
        File.WriteAllText(Path, json.ToJsonString());
        var refusal = Assert.Throws<CircuitFileException>(() => CircuitJson.Read(Path));
        Assert.Equal(Path, refusal.File);
        return refusal;
    }
}

using System.Text.Json.Nodes;

namespace Circuitry.Tests;

public sealed class FeatureEvidenceJsonTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Evidence_read_again_is_the_evidence_that_was_written()
    {
        var written = SmallFeatureCircuits.Evidence().OrderByDescending(evidence => evidence.Effect).ToList();
        written[1] = written[1] with { Effect = double.NaN, Mean = double.PositiveInfinity };

        FeatureEvidenceJson.Write(written, _folder.File("new/e.json"));
        var read = FeatureEvidenceJson.Read(_folder.File("new/e.json"));

        Assert.Equal(["attn_0/error", "mlp_0/7"], read.Select(evidence => evidence.Node.ToString()));
        foreach (var (one, other) in written.AsEnumerable().Reverse().Zip(read))
        {
            Assert.Equal(
                (one.Node, one.Effect, one.Tokens, one.Density, one.Mean),
                (other.Node, other.Effect, other.Tokens, other.Density, other.Mean)
            );
            Assert.Equal(one.Logits?.Promoted, other.Logits?.Promoted);
            Assert.Equal(one.Logits?.Suppressed, other.Logits?.Suppressed);
            Assert.Equal(one.Contexts.Count, other.Contexts.Count);
            foreach (var (context, again) in one.Contexts.Zip(other.Contexts))
            {
                Assert.Equal(context.Index, again.Index);
                Assert.Equal(context.Tokens, again.Tokens);
                Assert.Equal(context.Activations, again.Activations);
            }
        }

        Assert.Equal(File.ReadAllText(_folder.File("new/e.json")), FeatureEvidenceJson.ToText(read));
    }

    [Theory]
    [InlineData("name", "\"hook_embed\"", "node 'hook_embed'")]
    [InlineData("name", "\"blocks.0.hook_mlp_out/7\"", "node 'blocks.0.hook_mlp_out/7'")]
    [InlineData("tokens", "-1", "tokens of node 'blocks.0.hook_attn_out/error'")]
    [InlineData("density", "1.5", "density of node 'blocks.0.hook_attn_out/error'")]
    [InlineData("density", "\"NaN\"", "density of node 'blocks.0.hook_attn_out/error'")]
    [InlineData("promoted", "[]", "node 'blocks.0.hook_attn_out/error'")]
    [InlineData(
        "contexts",
        "[{\"index\": 0, \"tokens\": [], \"activations\": []}]",
        "node 'blocks.0.hook_attn_out/error'"
    )]
    [InlineData(
        "contexts",
        "[{\"index\": -1, \"tokens\": [\"a\"], \"activations\": [1]}]",
        "node 'blocks.0.hook_attn_out/error'"
    )]
    [InlineData(
        "contexts",
        "[{\"index\": 0, \"tokens\": [\"a\"], \"activations\": []}]",
        "node 'blocks.0.hook_attn_out/error'"
    )]
    [InlineData("contexts", "[{\"index\": 0, \"tokens\": [\"a\"]}]", "$.nodes[0].contexts[0]")]
    public void A_wrong_field_is_named(string field, string value, string member)
    {
        var json = JsonNode.Parse(FeatureEvidenceJson.ToText(SmallFeatureCircuits.Evidence()))!;
        json["nodes"]![0]![field] = JsonNode.Parse(value);
        File.WriteAllText(_folder.File("e.json"), json.ToJsonString());

        var error = Assert.Throws<CircuitFileException>(() => FeatureEvidenceJson.Read(_folder.File("e.json")));

        Assert.Equal(member, error.Member);
    }

    [Fact]
    public void A_circuit_is_no_evidence_and_says_so()
    {
        CircuitJson.Write(SmallFeatureCircuits.Summed(), _folder.File("c.json"));

        var error = Assert.Throws<CircuitFileException>(() => FeatureEvidenceJson.Read(_folder.File("c.json")));

        Assert.Equal("'circuitry.feature_circuit'", error.Found);
    }
}

using System.Text.Json.Nodes;

namespace Circuitry.Tests;

/// <summary>What lies in a pipeline's folder, changed by hand: refused with the file's name and a remedy, or done again.</summary>
public sealed class HostilePipelineFileTests : IDisposable
{
    private readonly TransformerModel _model = SmallFeatures.Model("serial");
    private readonly FeatureDictionaries _dictionaries;
    private readonly TemporaryFolder _folder = new();

    public HostilePipelineFileTests() => _dictionaries = SmallFeatures.Dictionaries(_model, [FeatureSite.Residual(0)]);

    public void Dispose()
    {
        _dictionaries.Dispose();
        _model.Dispose();
        _folder.Dispose();
    }

    public static TheoryData<string, string, string, string> Changes =>
        new()
        {
            { "contexts.json", "$.sample.contexts[0].tokens", "[null]", "a list has null in it" },
            { "contexts.json", "$.sample.contexts[0].tokens", "null", "contexts.json" },
            { "contexts.json", "$.sample.contexts[0].tokens", "[]", "$.sample.contexts[0]" },
            { "contexts.json", "$.sample.contexts[0].tokens", "[-1]", "$.sample.contexts[0]" },
            { "contexts.json", "$.sample.contexts[0].tokens", "[9999]", "$.sample.contexts[0]" },
            { "contexts.json", "$.sample.contexts[0].tokens", "[99999999999]", "tokens" },
            { "contexts.json", "$.sample.contexts[0].tokens", "[1.5]", "tokens" },
            {
                "contexts.json",
                "$.sample.contexts[0].tokens",
                "[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]",
                "$.sample.contexts[0]"
            },
            { "contexts.json", "$.sample.contexts[0].next", "-1", "$.sample.contexts[0]" },
            { "contexts.json", "$.sample.contexts[0].next", "9999", "$.sample.contexts[0]" },
            { "contexts.json", "$.sample.contexts[0].loss", "\"NaN\"", "$.sample.contexts[0]" },
            { "contexts.json", "$.sample.contexts[0].loss", "-1", "$.sample.contexts[0]" },
            { "contexts.json", "$.sample.contexts[0].text", "-1", "$.sample.contexts[0]" },
            { "contexts.json", "$.sample.contexts", "[null]", "a list has null in it" },
            {
                "contexts.json",
                "$.sample.contexts",
                "[]",
                "$.sample.contexts: expected more contexts than 2 clusters, found 0"
            },
            { "contexts.json", "$.sample", "null", "sample" },
            { "contexts.json", "$.more", "1", "more" },
            { "contexts.json", "$.version", "2", "version" },
            { "clusters.json", "$.clusters.labels", "[]", "found 0 labels" },
            { "clusters.json", "$.clusters.labels", "[0]", "found 1 labels" },
            { "clusters.json", "$.clusters.labels[0]", "-1", "$.clusters.labels" },
            { "clusters.json", "$.clusters.labels[0]", "2147483647", "$.clusters.labels" },
            { "clusters.json", "$.clusters.labels[0]", "null", "a list has null in it" },
            { "clusters.json", "$.clusters.labels", "null", "labels" },
            { "clusters.json", "$.clusters.trials", "[{}]", "trials" },
            { "cluster-00.json", "$.units[0].name", "\"banana\"", "banana" },
            { "cluster-00.json", "$.units[0].name", "\"hook_embed/1\"", "hook_embed/1" },
            { "cluster-00.json", "$.units[0].score", "\"x\"", "score" },
            { "cluster-00.json", "$.units[0]", "null", "a list has null in it" },
            { "cluster-00.json", "$.edges[0].to", "null", "to" },
        };

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_finished_stages_file_that_was_changed_is_refused_by_name(
        string file,
        string place,
        string value,
        string words
    )
    {
        Run();
        Change(file, place, value);

        var refused = Assert.Throws<CircuitFileException>(Run);
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
        Assert.Contains(file, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("contexts.json")]
    [InlineData("vectors.safetensors")]
    [InlineData("clusters.json")]
    [InlineData("cluster-00.json")]
    [InlineData("cluster-01.html")]
    public void A_stage_whose_file_is_gone_is_done_again(string file)
    {
        Run();
        var before = File.ReadAllBytes(_folder.File(file));
        File.Delete(_folder.File(file));

        Run();
        Assert.Equal(before, File.ReadAllBytes(_folder.File(file)));
    }

    [Theory]
    [InlineData("$.jobs", "null", "jobs")]
    [InlineData("$.jobs", "[]", "jobs")]
    [InlineData("$.format", "\"other\"", "is of format 'other'")]
    [InlineData("$.version", "2", "version 2")]
    [InlineData("$.jobs.contexts", "null", "'contexts' is null")]
    [InlineData("$.jobs.contexts.fingerprint", "\"x\"", "'contexts' in ")]
    [InlineData("$.jobs.contexts.value.files", "[]", "'contexts' in ")]
    [InlineData("$.jobs.clusters.digest", "\"x\"", "'clusters' in ")]
    public void A_list_of_finished_stages_that_was_changed_is_refused_by_name(string place, string value, string words)
    {
        Run();
        Change("stages.json", place, value);

        var refused = Assert.Throws<CheckpointException>(Run);
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
        Assert.Contains("stages.json", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Delete it to start from scratch", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_in_the_place_of_the_stages_is_refused()
    {
        Directory.CreateDirectory(_folder.File("stages.json"));
        var refused = Assert.Throws<CheckpointException>(Run);
        Assert.Contains("stages.json: expected a file, found a folder", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Vectors_of_other_contexts_are_refused()
    {
        Run();
        var contexts = JsonNode.Parse(File.ReadAllText(_folder.File("contexts.json")))!;
        contexts["sample"]!["contexts"]!.AsArray().RemoveAt(0);
        File.WriteAllText(_folder.File("contexts.json"), contexts.ToJsonString());

        var refused = Assert.Throws<CheckpointException>(Run);
        Assert.Contains("vectors.safetensors has not a vector for each of", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Evidence_whose_numbers_cannot_be_is_refused_by_name()
    {
        const string whole = """
            {"format":"circuitry.feature_evidence","version":1,"nodes":[{"name":"hook_embed/1","effect":1,"tokens":3,"density":0.5,
             "mean":1,"contexts":[{"index":0,"tokens":["a"],"activations":[1]}]}]}
            """;
        foreach (
            var (from, to, words) in new[]
            {
                ("\"tokens\":3", "\"tokens\":-3", "hook_embed/1"),
                ("\"density\":0.5", "\"density\":1.5", "hook_embed/1"),
                ("\"density\":0.5", "\"density\":\"NaN\"", "hook_embed/1"),
                ("\"index\":0", "\"index\":-1", "hook_embed/1"),
                ("[\"a\"]", "[null]", "a list has null in it"),
                ("[\"a\"]", "[\"\\ud83d\"]", "text in valid Unicode"),
                ("[1]", "[null]", "a list has null in it"),
                ("\"tokens\":[\"a\"],", "", "tokens"),
                ("\"mean\":1", "\"mean\":1,\"mean\":1", "mean"),
            }
        )
        {
            File.WriteAllText(_folder.File("evidence.json"), whole.Replace(from, to, StringComparison.Ordinal));
            var refused = Assert.Throws<CircuitFileException>(() =>
                FeatureEvidenceJson.Read(_folder.File("evidence.json"))
            );
            Assert.Contains("evidence.json", refused.Message, StringComparison.Ordinal);
            Assert.Contains(words, refused.Message, StringComparison.Ordinal);
        }

        File.WriteAllText(_folder.File("evidence.json"), whole);
        Assert.Equal(3, FeatureEvidenceJson.Read(_folder.File("evidence.json")).Single().Tokens);
    }

    private void Run() =>
        new CircuitPipeline(
            _model,
            _dictionaries,
            token => FormattableString.Invariant($"t{token}"),
            new PlainKMeans(),
            new PipelineOptions
            {
                Contexts = new ContextOptions
                {
                    Count = 9,
                    MaximumLoss = 1000,
                    PhraseShare = 2,
                },
                Vectors = new VectorOptions { Kind = VectorKind.LastActivations },
                Clusters = [2],
                CircuitContexts = 3,
                Nodes = 3,
                EvidenceTexts = 2,
            }
        ).Run(
            Corpora.Random(_model.Architecture, 8, seed: 4).Select(tokens => new CorpusText { Tokens = tokens }),
            "texts",
            _folder.Path
        );

    private void Change(string file, string place, string value)
    {
        var root = JsonNode.Parse(File.ReadAllText(_folder.File(file)))!;
        string[] steps = place[2..]
            .Replace("[", ".[", StringComparison.Ordinal)
            .Split('.', StringSplitOptions.RemoveEmptyEntries);
        var at = root;
        foreach (var step in steps[..^1])
        {
            at = Index(step) is { } index ? at![index] : at![step];
        }

        if (Index(steps[^1]) is { } last)
        {
            at![last] = JsonNode.Parse(value);
        }
        else
        {
            at![steps[^1]] = JsonNode.Parse(value);
        }

        File.WriteAllText(_folder.File(file), root.ToJsonString());
    }

    private static int? Index(string step) =>
        step.StartsWith('[') ? int.Parse(step[1..^1], System.Globalization.CultureInfo.InvariantCulture) : null;
}

using System.Text;

namespace Circuitry.Tests;

/// <summary>Judgements and tables as nobody would write them: each is refused with the file's name and a remedy.</summary>
public sealed class HostileShiftFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", "a file with something in it")]
    [InlineData("null", "the file says null")]
    [InlineData("[]", "cannot be read as judgements")]
    [InlineData("""{"format":"circuitry.judgements"}""", "features")]
    [InlineData("""{"format":"circuitry.judgements","features":null}""", "features")]
    [InlineData("""{"format":"circuitry.judgements","features":[null]}""", "a list has null in it")]
    [InlineData("""{"format":"circuitry.judgements","features":{}}""", "features")]
    [InlineData("""{"format":"other","features":[]}""", "is of the format 'other'")]
    [InlineData("""{"format":"circuitry.judgements","features":[],"more":1}""", "more")]
    [InlineData("""{"format":"circuitry.judgements","format":"circuitry.judgements","features":[]}""", "format")]
    [InlineData(
        """{"format":"circuitry.judgements","features":[{"feature":"hook_embed/1"}]}""",
        "cannot be read as judgements"
    )]
    [InlineData("ENTRY:\"feature\":\"hook_embed/1\",\"judgement\":\"maybe\"", "judgement")]
    [InlineData("ENTRY:\"feature\":\"hook_embed/1\",\"judgement\":1", "judgement")]
    [InlineData("ENTRY:\"feature\":\"hook_embed/1\",\"judgement\":[\"relevant\"]", "judgement")]
    [InlineData("ENTRY:\"feature\":\"embed/1\",\"judgement\":null", "is no site that can have a dictionary")]
    [InlineData("ENTRY:\"feature\":\"hook_embed/-1\",\"judgement\":null", "names no feature")]
    [InlineData("ENTRY:\"feature\":\"\\ud83d\",\"judgement\":null", "text in valid Unicode")]
    [InlineData("ENTRY:\"feature\":null,\"judgement\":null", "cannot be read as judgements")]
    [InlineData("TWICE", "names hook_embed/1 twice")]
    [InlineData("CONTEXTS:[null]", "a list has null in it")]
    [InlineData("CONTEXTS:null", "contexts")]
    public void Malformed_judgements_are_refused_by_name_and_left_as_they_are(string text, string words)
    {
        const string whole = "\"feature\":\"hook_embed/1\",\"judgement\":\"relevant\"";
        var path = _folder.File("judged.json");
        File.WriteAllText(
            path,
            text.StartsWith("ENTRY:", StringComparison.Ordinal) ? Judged(Entry(text["ENTRY:".Length..], "[]"))
                : text.StartsWith("CONTEXTS:", StringComparison.Ordinal)
                    ? Judged(Entry(whole, text["CONTEXTS:".Length..]))
                : text == "TWICE" ? Judged(Entry(whole, "[]"), Entry(whole, "[]"))
                : text
        );
        var before = File.ReadAllBytes(path);

        var refused = Assert.Throws<JudgementException>(() => new JudgementFile(path).Require([]));
        Assert.Contains("judged.json", refused.Message, StringComparison.Ordinal);
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(path));
    }

    [Fact]
    public void Judgements_in_no_UTF_8_or_in_a_folders_place_are_refused()
    {
        var path = _folder.File("judged.json");
        File.WriteAllBytes(
            path,
            Encoding.Latin1.GetBytes(Judged(Entry("\"feature\":\"\u00e9\",\"judgement\":null", "[]")))
        );
        Assert.Contains(
            "text in valid Unicode",
            Assert.Throws<JudgementException>(() => new JudgementFile(path).Require([])).Message
        );
        Assert.Contains(
            "found a folder",
            Assert.Throws<JudgementException>(() => new JudgementFile(_folder.Path).Require([])).Message
        );
    }

    [Fact]
    public void A_file_of_judgements_that_cannot_be_is_refused_before_there_is_anything_to_judge()
    {
        var (file, damaged) = (_folder.File("file"), _folder.File("damaged.json"));
        File.WriteAllText(file, "text");
        File.WriteAllText(damaged, "{}");
        foreach (
            var path in new[] { "", _folder.Path, damaged, "/dev/zero", Path.Combine(file, "judged.json"), "/proc/x/y" }
        )
        {
            Assert.Throws<JudgementException>(() => new JudgementFile(path).Check());
        }

        new JudgementFile(_folder.File("later/judged.json")).Check();
        new JudgementFile(_folder.File("judged.json")).Check();
        Assert.Equal([damaged, file], Directory.EnumerateFileSystemEntries(_folder.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Judgements_of_features_that_are_not_asked_about_are_kept_when_the_file_is_written_again()
    {
        var path = _folder.File("judged.json");
        File.WriteAllText(
            path,
            Judged(
                Entry("\"feature\":\"hook_embed/7\",\"judgement\":\"irrelevant\"", "[\"a person wrote this\"]"),
                Entry("\"feature\":\"hook_embed/8\",\"judgement\":null", "[]"),
                Entry("\"feature\":\"hook_embed/9\",\"judgement\":\"relevant\"", "[]")
            )
        );
        var asked = new[] { Evidence(9), Evidence(10) };

        Assert.Contains(
            "judgements are missing for 1 of 2 features",
            Assert.Throws<JudgementException>(() => new JudgementFile(path).Require(asked)).Message
        );
        var text = File.ReadAllText(path);
        Assert.Contains("a person wrote this", text, StringComparison.Ordinal);
        Assert.DoesNotContain("hook_embed/8", text, StringComparison.Ordinal);
        var judge = new JudgementFile(path).Require([Evidence(7), Evidence(9)]);
        Assert.Equal(Judgement.Irrelevant, judge.Judge(Evidence(7)));
        Assert.Equal(Judgement.Relevant, judge.Judge(Evidence(9)));
    }

    [Theory]
    [InlineData(10, 0.5, -1, "it removed -1 features")]
    [InlineData(9, 0.5, 0, "it has not a share from 0 to 1 in each of its rows")]
    [InlineData(11, 0.5, 0, "it has not a share from 0 to 1 in each of its rows")]
    [InlineData(10, double.NaN, 0, "it has not a share from 0 to 1 in each of its rows")]
    [InlineData(10, 1.5, 0, "it has not a share from 0 to 1 in each of its rows")]
    public void Scores_that_can_be_of_no_seed_are_refused_by_name(int rows, double share, int removed, string words)
    {
        var store = new JobFile(_folder.File("table.json"));
        store.Save(
            "seed 0",
            "x",
            new SeedScores(removed, [.. Enumerable.Repeat(new ProbeScore(0.5, 0.5, share), rows)])
        );

        var refused = Assert.Throws<CheckpointException>(() => Read(store));
        Assert.Contains("'seed 0' in ", refused.Message, StringComparison.Ordinal);
        Assert.Contains("table.json", refused.Message, StringComparison.Ordinal);
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Scores_of_a_whole_seed_are_read()
    {
        var store = new JobFile(_folder.File("table.json"));
        store.Save("seed 0", "x", new SeedScores(3, [.. Enumerable.Repeat(new ProbeScore(0.5, 0.5, 1), 10)]));
        Assert.Equal(3, Read(store).Removed);
    }

    private static SeedScores Read(JobStore store) =>
        store.Run<SeedScores>(
            "seed 0",
            "x",
            () => throw new InvalidOperationException("it was scored again"),
            SeedScores.WhatIsWrong
        );

    private static string Judged(params string[] entries) =>
        $$"""{"format":"circuitry.judgements","features":[{{string.Join(',', entries)}}]}""";

    private static string Entry(string said, string contexts) =>
        $$"""{{{said}},"effect":1.0,"contexts":{{contexts}},"promotes":null}""";

    private static FeatureEvidence Evidence(int feature) =>
        new()
        {
            Node = new FeatureNode(FeatureSite.Embedding, feature),
            Effect = 1,
            Tokens = 3,
            Density = 0,
            Mean = 0,
            Contexts = [],
        };
}

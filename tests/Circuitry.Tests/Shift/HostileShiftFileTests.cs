using System.Text;

namespace Circuitry.Tests;

/// <summary>Judgements and tables as nobody would write them: each is refused with the file's name and a remedy.</summary>
public sealed class HostileShiftFileTests : IDisposable
{
    private const string Row = """{"intended":0.5,"spurious":0.5,"worst_group":0.5}""";

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
    [InlineData("", "a file with something in it")]
    [InlineData("{}", "cannot be read")]
    [InlineData("[null]", "a list has null in it")]
    [InlineData("[{}]", "cannot be read")]
    [InlineData(
        """[{"seed":0,"fingerprint":"x","removed":0,"rows":[]}]""",
        "seed 0 has not a share from 0 to 1 in each of its rows"
    )]
    [InlineData("""[{"seed":0,"fingerprint":"x","removed":0,"rows":null}]""", "cannot be read")]
    [InlineData("""[{"seed":0,"fingerprint":null,"removed":0,"rows":[]}]""", "cannot be read")]
    [InlineData("""[{"seed":0,"fingerprint":"\ud83d","removed":0,"rows":[]}]""", "text in valid Unicode")]
    [InlineData("""[{"seed":1e99,"fingerprint":"x","removed":0,"rows":[]}]""", "cannot be read")]
    [InlineData("ROWS:10:0.5:-1", "seed 0 has not")]
    [InlineData("ROWS:9:0.5:0", "seed 0 has not")]
    [InlineData("ROWS:11:0.5:0", "seed 0 has not")]
    [InlineData("ROWS:10:\"NaN\":0", "seed 0 has not")]
    [InlineData("ROWS:10:1.5:0", "seed 0 has not")]
    [InlineData("TWICE", "seed 0 is there twice")]
    public void Malformed_tables_are_refused_by_name(string text, string words)
    {
        var path = _folder.File("table.json");
        File.WriteAllText(
            path,
            text == "TWICE" ? $"[{Seed(10, "0.5", "0")},{Seed(10, "0.5", "0")}]"
                : text.Split(':') is ["ROWS", var count, var share, var removed]
                    ? $"[{Seed(int.Parse(count, System.Globalization.CultureInfo.InvariantCulture), share, removed)}]"
                : text
        );

        var refused = Assert.Throws<CheckpointException>(() => new ShiftTableStore(path).Load());
        Assert.Contains("table.json", refused.Message, StringComparison.Ordinal);
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_whole_table_is_read()
    {
        var path = _folder.File("table.json");
        File.WriteAllText(path, $"[{Seed(10, "0.5", "3")}]");
        var store = new ShiftTableStore(path);
        store.Load();
        Assert.Equal(3, store.Find(0, "x")!.Removed);
        Assert.Null(store.Find(1, "x"));
    }

    private static string Seed(int rows, string share, string removed) =>
        $$"""{"seed":0,"fingerprint":"x","removed":{{removed}},"rows":[{{string.Join(',', Enumerable.Repeat(Row.Replace("\"worst_group\":0.5", $"\"worst_group\":{share}", StringComparison.Ordinal), rows))}}]}""";

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

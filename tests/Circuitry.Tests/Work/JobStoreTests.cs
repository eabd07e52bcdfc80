namespace Circuitry.Tests;

/// <summary>Finished jobs are found by the same work alone, in whatever holds them.</summary>
public sealed class JobStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("file")]
    [InlineData("folder")]
    [InlineData("memory")]
    public void What_is_finished_is_read_and_not_done_again(string kind)
    {
        var store = Store(kind);
        var done = 0;
        Assert.Empty(store.Keys());
        Assert.IsType<JobAnswer.Absent>(store.Find("b", "x"));

        for (var run = 0; run < 2; run++)
        {
            Assert.Equal([1, double.PositiveInfinity], store.Run("b", "x", () => Work(1)).Numbers);
            Assert.Equal([2, double.PositiveInfinity], store.Run("a", "y", () => Work(2)).Numbers);
            store = kind == "memory" ? store : Store(kind);
        }

        Assert.Equal(2, done);
        Assert.Equal(["a", "b"], store.Keys());
        var job = Assert.IsType<JobAnswer.Finished>(store.Find("b", "x")).Job;
        Assert.Equal("""{"name":"<é> 1","numbers":[1,"Infinity"]}""", job.Value);
        Assert.True(job.IsWhole);

        Result Work(int number)
        {
            done++;
            return new Result($"<é> {number}", [number, double.PositiveInfinity]);
        }
    }

    [Theory]
    [InlineData("file")]
    [InlineData("folder")]
    [InlineData("memory")]
    public void Other_work_is_told_apart_and_refused_or_replaced(string kind)
    {
        var store = Store(kind);
        store.Save("a", "x", new Result("first", []));

        Assert.Equal("x", Assert.IsType<JobAnswer.OtherWork>(store.Find("a", "y")).Job.Fingerprint);
        var refused = Assert.Throws<CheckpointException>(() => store.Run("a", "y", NotDone));
        Assert.Contains(store.PlaceOf("a"), refused.Message, StringComparison.Ordinal);
        Assert.Contains("belongs to other work", refused.Message, StringComparison.Ordinal);
        store.Save("a", "y", new Result("second", []));
        Assert.Equal("second", store.Run("a", "y", NotDone).Name);
        Assert.Equal(["a"], store.Keys());
    }

    [Theory]
    [InlineData("first", "other")]
    [InlineData("0.5", "0.25")]
    [InlineData("\"x\"", "\"y\"")]
    [InlineData("\"a\"", "\"b\"")]
    [InlineData("0.5", "0.5, 1")]
    public void A_job_that_was_changed_is_damaged(string from, string to)
    {
        var path = _folder.File("jobs.json");
        var store = new JobFile(path);
        store.Save("a", "x", new Result("first", [0.5]));
        var text = File.ReadAllText(path);
        Assert.Contains(from, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(from, to, StringComparison.Ordinal));

        var key = from == "\"a\"" ? "b" : "a";
        var refused = Assert.Throws<CheckpointException>(() => store.Run(key, "x", NotDone));
        Assert.Contains($"'{key}' in {path} is damaged", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Delete it to start from scratch", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void White_space_the_order_of_members_and_escapes_are_no_damage()
    {
        var path = _folder.File("jobs.json");
        var store = new JobFile(path);
        store.Save("a", "x", new Result("first", [0.5]));
        var digest = Assert.IsType<JobAnswer.Finished>(store.Find("a", "x")).Job.Digest;
        File.WriteAllText(
            path,
            $$$"""{"jobs":{"a":{"value":{"numbers":[0.5],"name":"f\u0069rst"},"digest":"{{{digest}}}","fingerprint":"x"}},"version":1,"format":"circuitry.jobs"}"""
        );
        Assert.Equal([0.5], store.Run("a", "x", NotDone).Numbers);
        Assert.Equal("first", store.Run("a", "x", NotDone).Name);
    }

    [Fact]
    public void A_value_that_is_no_JSON_is_no_whole_job() =>
        Assert.False(new Job("a", "x", "{", Job.Of("a", "x", "{}").Digest).IsWhole);

    [Fact]
    public void A_file_of_a_folder_is_of_its_own_job_alone()
    {
        var store = new JobFolder(_folder.Path);
        store.Save("a", "x", new Result("first", []));
        File.Copy(store.PlaceOf("a"), store.PlaceOf("b"));
        var refused = Assert.Throws<CheckpointException>(() => store.Find("b", "x"));
        Assert.Contains("its file is of [a]", refused.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => store.Find("a/b", "x"));
        Assert.Throws<ArgumentException>(() => store.Find("", "x"));
    }

    [Fact]
    public void A_result_of_another_type_or_one_that_cannot_be_is_refused()
    {
        var store = new JobMemory();
        store.Save("a", "x", new[] { "one" });
        Assert.Contains(
            "'a' in memory is damaged",
            Assert.Throws<CheckpointException>(() => store.Run("a", "x", NotDone)).Message
        );
        store.Save("a", "x", new Result("first", [-1]));
        var refused = Assert.Throws<CheckpointException>(() =>
            store.Run("a", "x", NotDone, result => result.Numbers[0] < 0 ? "it is negative" : null)
        );
        Assert.Contains("it is negative", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"format":"circuitry.jobs","version":1,"jobs":null}""")]
    [InlineData("""{"format":"circuitry.jobs","version":1,"jobs":[]}""")]
    [InlineData("""{"format":"circuitry.jobs","version":2,"jobs":{}}""")]
    [InlineData("""{"format":"other","version":1,"jobs":{}}""")]
    [InlineData("""{"format":"circuitry.jobs","version":1,"jobs":{"a":null}}""")]
    [InlineData("""{"format":"circuitry.jobs","version":1,"jobs":{"a":{"fingerprint":"x","digest":"x"}}}""")]
    [InlineData("""{"format":"circuitry.jobs","version":1,"jobs":{"a":{"fingerprint":null,"digest":"x","value":1}}}""")]
    [InlineData(
        """{"format":"circuitry.jobs","version":1,"jobs":{"a":{"fingerprint":"\ud83d","digest":"x","value":1}}}"""
    )]
    [InlineData("""{"format":"circuitry.jobs","version":1,"jobs":{},"more":1}""")]
    [InlineData(
        """{"format":"circuitry.jobs","version":1,"jobs":{"a":{"fingerprint":"x","digest":"x","value":1},"a":{"fingerprint":"x","digest":"x","value":1}}}"""
    )]
    public void A_file_that_holds_no_jobs_is_refused_by_name(string text)
    {
        var path = _folder.File("jobs.json");
        File.WriteAllText(path, text);
        foreach (
            var act in new Action[]
            {
                () => new JobFile(path).Find("a", "x"),
                () => new JobFile(path).Keys(),
                () => new JobFile(path).Save("a", "x", new Result("", [])),
            }
        )
        {
            Assert.Contains(path, Assert.Throws<CheckpointException>(act).Message, StringComparison.Ordinal);
        }

        Assert.Equal(text, File.ReadAllText(path));
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_named_with_the_remedy()
    {
        File.WriteAllText(_folder.File("file"), "text");
        var store = new JobFolder(_folder.File("file"));
        var refused = Assert.Throws<CheckpointException>(() => store.Save("a", "x", new Result("", [])));
        Assert.Contains("Free space or name another place", refused.Message, StringComparison.Ordinal);
        Assert.IsAssignableFrom<IOException>(refused.InnerException);
    }

    [Fact]
    public void Work_that_fails_is_not_finished()
    {
        var store = new JobMemory();
        Assert.Throws<InvalidOperationException>(() => store.Run("a", "x", NotDone));
        Assert.IsType<JobAnswer.Absent>(store.Find("a", "x"));
    }

    private JobStore Store(string kind) =>
        kind switch
        {
            "file" => new JobFile(_folder.File("in/jobs.json")),
            "folder" => new JobFolder(_folder.File("in/jobs")),
            _ => new JobMemory(),
        };

    private static Result NotDone() => throw new InvalidOperationException("the work was done");

    private sealed record Result(string Name, IReadOnlyList<double> Numbers);
}

namespace Circuitry.Generators.Tests;

/// <summary>The snapshots themselves, on files in a temporary folder.</summary>
public sealed class SnapshotTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("circuitry-snapshots-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_text_without_a_verified_file_fails_and_is_left_as_received()
    {
        var thrown = Assert.Throws<SnapshotException>(() => Compare(false, (".txt", "a\n")));

        Assert.Contains("SomeTests.Method.verified.txt does not exist yet", thrown.Message, StringComparison.Ordinal);
        Assert.Equal(["SomeTests.Method.received.txt"], Files());
    }

    [Fact]
    public void Updating_accepts_a_text_and_removes_what_was_received()
    {
        Assert.Throws<SnapshotException>(() => Compare(false, (".txt", "a\n")));

        Compare(true, (".txt", "a\n"));

        Assert.Equal(["SomeTests.Method.verified.txt"], Files());
        Compare(false, (".txt", "a\n"));
    }

    [Fact]
    public void A_changed_line_is_shown_with_its_neighbours()
    {
        Compare(true, (".txt", "1\n2\n3\n4\n5\n6\n7\n8\n9\n"));

        var thrown = Assert.Throws<SnapshotException>(() => Compare(false, (".txt", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n")));

        Assert.Contains("  2\n  3\n  4\n- 5\n+ five\n  6\n  7\n  8\n...\n", thrown.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("  9", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Line_endings_make_no_difference()
    {
        Compare(true, (".txt", "a\nb\n"));

        Compare(false, (".txt", "a\r\nb\r\n"));
    }

    [Fact]
    public void A_verified_file_without_a_text_fails_until_an_update_removes_it()
    {
        Compare(true, ("#One.g.cs", "a"), ("#Two.g.cs", "b"));

        var thrown = Assert.Throws<SnapshotException>(() => Compare(false, ("#One.g.cs", "a")));
        Assert.Contains("SomeTests.Method#Two.g.verified.cs is verified", thrown.Message, StringComparison.Ordinal);

        Compare(true, ("#One.g.cs", "a"));
        Assert.Equal(["SomeTests.Method#One.g.verified.cs"], Files());
    }

    [Fact]
    public void Tests_whose_names_begin_alike_leave_each_other_alone()
    {
        Compare(true, "Method_and_more", (".txt", "a"));

        Compare(true, "Method", (".txt", "b"));

        Assert.Equal(["SomeTests.Method.verified.txt", "SomeTests.Method_and_more.verified.txt"], Files());
    }

    [Fact]
    public void A_verified_file_of_no_test_is_an_orphan()
    {
        foreach (var test in new[] { "SnapshotTests.Dispose", "SnapshotTests.Dispose_with=1", "SnapshotTests.Gone" })
        {
            File.WriteAllText(Path.Combine(_folder.FullName, test + ".verified.txt"), "");
        }

        Assert.Equal(["SnapshotTests.Gone.verified.txt"], Snapshot.Orphans(typeof(SnapshotTests).Assembly, TestFile));
    }

    private string TestFile => Path.Combine(_folder.FullName, "SomeTests.cs");

    private void Compare(bool updates, params (string Name, string Text)[] texts) => Compare(updates, "Method", texts);

    private void Compare(bool updates, string method, params (string Name, string Text)[] texts) =>
        Snapshot.Compare(texts.ToDictionary(pair => pair.Name, pair => pair.Text), null, TestFile, method, updates);

    private IEnumerable<string> Files() =>
        _folder.EnumerateFiles().Select(file => file.Name).Order(StringComparer.Ordinal);
}

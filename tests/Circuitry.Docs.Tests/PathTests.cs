using System.Text.RegularExpressions;

namespace Circuitry.Docs.Tests;

/// <summary>Files, pages and headings that pages name are there.</summary>
public sealed partial class PathTests
{
    public static TheoryData<string> Pages => [.. Repository.AllPages];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Paths_that_a_page_names_are_there(string page)
    {
        var named = Named().Matches(Repository.Text(page)).Select(match => match.Value.TrimEnd('.', '/'));

        Assert.All(named, path => Assert.True(Path.Exists(Path.Combine(Repository.Root, path)), $"{page}: {path}"));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Sources_that_a_page_names_by_the_end_of_their_path_are_there(string page)
    {
        var text = Repository.Text(page);
        var made = Page.Files(text).Select(file => file.Key).ToHashSet(StringComparer.Ordinal);
        var named = Source()
            .Matches(text)
            .Select(match => match.Groups["path"].Value)
            .Where(path => !made.Contains(path));

        Assert.All(
            named,
            path =>
                Assert.True(
                    Repository.Sources.Any(source => $"/{source}".EndsWith($"/{path}", StringComparison.Ordinal)),
                    $"{page}: {path}"
                )
        );
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_of_a_page_lead_to_pages_and_headings(string page)
    {
        foreach (Match match in Link().Matches(Repository.Text(page)))
        {
            var (path, heading) = (match.Groups["path"].Value, match.Groups["heading"].Value);
            var target =
                path.Length == 0
                    ? page
                    : Path.GetRelativePath(
                        Repository.Root,
                        Path.Combine(Repository.Root, Path.GetDirectoryName(page)!, path)
                    );
            Assert.True(Path.Exists(Path.Combine(Repository.Root, target)), $"{page}: {match.Value}");
            if (heading.Length > 0)
            {
                Assert.True(Anchors(Repository.Text(target)).Contains(heading), $"{page}: {match.Value}");
            }
        }
    }

    /// <summary>Headings as GitHub spells them in links.</summary>
    private static IEnumerable<string> Anchors(string text) =>
        Heading()
            .Matches(text)
            .Select(match => new string([
                .. match
                    .Groups["title"]
                    .Value.ToLowerInvariant()
                    .Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-')
                    .Select(c => c == ' ' ? '-' : c),
            ]));

    // A folder of the repository in the middle of another path is none of it.
    [GeneratedRegex("(?<![\\w./-])(?:src|tests|generators|experiments|docs)/[\\w./-]+(?![\\w*<{])")]
    private static partial Regex Named();

    [GeneratedRegex("`(?<path>[\\w./-]+\\.cs)`")]
    private static partial Regex Source();

    [GeneratedRegex("\\]\\((?!https?:)(?<path>[^)#\n]*)(?:#(?<heading>[^)\n]+))?\\)")]
    private static partial Regex Link();

    [GeneratedRegex("^#+ (?<title>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();
}

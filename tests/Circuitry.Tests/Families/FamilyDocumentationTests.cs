namespace Circuitry.Tests;

/// <summary>The pages list the families that are read; with UPDATE_SNAPSHOTS=1 the lists are written anew.</summary>
public sealed class FamilyDocumentationTests
{
    private const string Start = "<!-- families -->\n";
    private const string End = "<!-- /families -->";

    [Fact]
    public void The_page_on_models_lists_every_family() =>
        Check(
            "docs/models.md",
            [
                "| family | `architectures` | `model_type` | models |",
                "| --- | --- | --- | --- |",
                .. Families.Shipped.Select(family =>
                    $"| `{family.Name}` | {Codes(family, one => one.Architecture)} | {Codes(family, one => one.ModelType)} | {family.Models} |"
                ),
            ]
        );

    [Fact]
    public void The_readme_lists_the_models_of_every_family() =>
        Check(
            "README.md",
            [
                "Models: "
                    + string.Join(
                        "; ",
                        Families
                            .Shipped.Where(family => family.Name != Families.TransformerLens)
                            .Select(family => family.Models)
                    )
                    + ".",
            ]
        );

    [Fact]
    public void Every_family_says_which_models_are_of_it() =>
        Assert.All(Families.Shipped, family => Assert.NotEmpty(family.Models));

    private static string Codes(Family family, Func<FamilyConfiguration, string?> name) =>
        string.Join(", ", family.Configurations.Select(name).OfType<string>().Select(one => $"`{one}`"));

    private static void Check(string page, IEnumerable<string> lines)
    {
        var path = Path.Combine(RepositoryRoot.Find(), page);
        var text = File.ReadAllText(path).ReplaceLineEndings("\n");
        var (start, end) = (
            text.IndexOf(Start, StringComparison.Ordinal) + Start.Length,
            text.IndexOf(End, StringComparison.Ordinal)
        );
        Assert.True(start >= Start.Length && end >= start, $"{page} has no list of families");
        var list = string.Concat(lines.Select(line => line + "\n"));
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            File.WriteAllText(path, text[..start] + list + text[end..]);
        }
        else
        {
            Assert.Equal(list, text[start..end]);
        }
    }
}

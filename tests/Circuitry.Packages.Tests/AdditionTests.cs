namespace Circuitry.Packages.Tests;

/// <summary>A project outside of the repository adds one file of each kind, and each takes part in everything.</summary>
public sealed class AdditionTests(PackedFeed feed) : IClassFixture<PackedFeed>
{
    [Fact]
    public void A_metric_a_data_set_an_ablation_an_algorithm_a_rule_a_family_and_a_format_are_one_file_each()
    {
        var folder = feed.Folder("additions");
        feed.WriteAll("Additions", folder);
        Dotnet.Run(folder, "build");

        var printed = Dotnet.Run(folder, "run", "--no-build").ReplaceLineEndings("\n");

        Assert.Equal(
            """
            own algorithm as exact effects: True
            Halved recorded: True
            Certainty recorded: True
            EchoPairs recorded: True
            leaving recorded: True
            Wee recorded: True
            own rule simpson sums to the gap: True
            stopped
            repeated: 0
            ACDC, EAP, edge pruning, exact, HISP, EAP-IG(5), leaving, SP
            csv, dot, html, json, mib, text
            a line for each unit: True

            """.ReplaceLineEndings("\n"),
            printed
        );
    }

    [Fact]
    public void An_algorithm_of_the_project_is_refused_with_its_own_reason_where_it_does_not_suit()
    {
        var folder = feed.Folder("unsuitable");
        feed.WriteAll("Additions", folder);
        var declaration = Path.Combine(folder, "Echo.cs");
        File.WriteAllText(
            declaration,
            File.ReadAllText(declaration).Replace("Granularity.Edge", "Granularity.Node", StringComparison.Ordinal)
        );

        var (exitCode, output) = Dotnet.Try(folder, null, "build");

        Assert.NotEqual(0, exitCode);
        Assert.Contains("error CIR035", output, StringComparison.Ordinal);
        Assert.Contains(
            "leaving needs [Granularity(Granularity.Edge)]; nodes leave with ExactEffects",
            output,
            StringComparison.Ordinal
        );
    }
}

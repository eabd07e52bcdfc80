namespace Circuitry.Generators.Tests;

/// <summary>Everything emitted for experiments on features. Each compiles without a warning.</summary>
public sealed class FeatureSnapshots
{
    [Fact]
    public void Features_of_a_model() => Verify(Features.Attributes + "public sealed partial class Discovery;");

    [Fact]
    public void Features_by_position_under_a_distance_from_the_full_model() =>
        Verify(
            (Features.Attributes + "public sealed partial class Discovery;")
                .Replace("LogitDifference", "KlDivergence")
                .Replace("Granularity.Feature", "Granularity.Feature, SplitPositions = true")
        );

    [Fact]
    public void Shift_with_a_judge_of_the_researcher() =>
        Verify(
            Features.Shift
                + """
                public sealed partial class Discovery
                {
                    public partial Judgement Judge(FeatureEvidence evidence) => Judgement.Irrelevant;
                }
                """
        );

    [Fact]
    public void Shift_with_a_judge_of_its_own_class() =>
        Verify(
            """
            /// <summary>A judge.</summary>
            public sealed class Strict : IFeatureJudge
            {
                /// <inheritdoc/>
                public string Name => "strict";

                /// <inheritdoc/>
                public Judgement Judge(FeatureEvidence evidence) => Judgement.Irrelevant;
            }

            """
                + Features.Shift.Replace("[Dictionaries", "[Judge<Strict>, Dictionaries")
                + "public sealed partial class Discovery;"
        );

    [Fact]
    public void Plain_attribution_under_a_distance_from_the_full_model_does_not_compile()
    {
        string Source(string metric) =>
            Experiments.Toy
            + Experiments.Pairs
            + Features.Attributes.Replace("LogitDifference", metric)
            + """
                public sealed partial class Discovery
                {
                    public UnitScores Scores() => FeatureAttribution().Run();
                }
                """;

        IReadOnlyList<string> Errors(string metric) => Project.Of(Source(metric), Features.Manifest).Generate().Errors;
        Assert.Empty(Errors("LogitDifference"));
        Assert.NotEmpty(Errors("KlDivergence"));
    }

    private static void Verify(string source, [System.Runtime.CompilerServices.CallerMemberName] string test = "")
    {
        var files = Project
            .Of(Experiments.Toy + Experiments.Pairs + source, Features.Manifest)
            .Generate()
            .CompilesCleanly()
            .Files.Where(file => file.Key.Contains("Discovery", StringComparison.Ordinal));
        Snapshot.MatchAll(new Dictionary<string, string>(files), method: test);
    }
}

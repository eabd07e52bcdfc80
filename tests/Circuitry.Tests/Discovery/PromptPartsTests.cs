using Circuitry.Tests.Masks;

namespace Circuitry.Tests;

/// <summary>Prompts are scored part by part, which changes nothing but rounding.</summary>
public sealed class PromptPartsTests
{
    // Three pairs of unequal lengths: in parts of one, none of them is padded.
    private static readonly ScoringOptions Single = new() { TileSize = 1 };

    [Fact]
    public void Scores_part_by_part_are_those_of_all_prompts_at_once()
    {
        using var experiment = SmallEdges.From(Small.Model());
        Assert.Equal(3, PromptParts.Of(experiment, Single).Count);
        Assert.Single(PromptParts.Of(experiment, new ScoringOptions()));

        Near(experiment.EdgeAttributionPatching().Score(), experiment.EdgeAttributionPatching(Single).Score());
        Near(experiment.CleanCorrupted().Score(), experiment.CleanCorrupted(Single).Score());
        foreach (var path in new IntegrationPath[] { new EmbeddingPath(), new ActivationPath(), new MaskPath() })
        {
            var options = new IntegratedGradientsOptions { Path = path, Rule = new MidpointRule(2) };
            Near(
                experiment.IntegratedGradients(options).Score(),
                experiment.IntegratedGradients(options with { TileSize = 1 }).Score()
            );
        }
    }

    [Fact]
    public void Parts_are_equal_as_far_as_can_be_and_together_all_prompts()
    {
        using var experiment = SmallEdges.From(Small.Model());
        var one = (long)experiment.Graph.Writers.Count * 5 * SmallModel.ModelWidth;
        var parts = PromptParts.Of(experiment, new ScoringOptions { TileSize = one / 2 });

        Assert.Equal([2, 1], parts.Select(part => part.Prompts.Count));
        Assert.Equal(experiment.Prompts.Pairs, parts.SelectMany(part => part.Prompts.Pairs));
        Assert.Equal(1, parts.Sum(part => part.Share), 1e-15);
    }

    [Theory]
    [InlineData(3, 2)]
    [InlineData(10, 3)]
    [InlineData(7, 7)]
    [InlineData(50_000, 1)]
    [InlineData(300_000, 7)]
    [InlineData(3, int.MaxValue)]
    public void Every_prompt_is_in_one_part_however_many_there_are(int count, int most)
    {
        var ranges = PromptParts.Ranges(count, most).Select(range => range.GetOffsetAndLength(count)).ToList();

        Assert.Equal((count - 1) / most + 1, ranges.Count);
        Assert.Equal(0, ranges[0].Offset);
        Assert.Equal(count, ranges[^1].Offset + ranges[^1].Length);
        Assert.Equal(
            ranges.Select(range => range.Offset).Skip(1),
            ranges.SkipLast(1).Select(range => range.Offset + range.Length)
        );
        Assert.InRange(ranges.Max(range => range.Length), 1, most);
        Assert.InRange(ranges.Max(range => range.Length) - ranges.Min(range => range.Length), 0, 1);
    }

    [Fact]
    public void A_mean_over_all_prompts_is_not_taken_over_parts()
    {
        using var experiment = SmallMeanEdges.From(Small.Model());

        Assert.Single(PromptParts.Of(experiment, Single));
    }

    private static void Near(UnitScores whole, UnitScores parts)
    {
        var largest = whole.Values.Max(Math.Abs);
        Assert.All(
            whole.Values.Zip(parts.Values),
            pair => Assert.True(Math.Abs(pair.First - pair.Second) <= 1e-12 * largest, $"{pair}")
        );
    }
}

using Circuitry.Tests.Masks;
using static TorchSharp.torch;

namespace Circuitry.Tests;

/// <summary>What stands in under mean ablation for prompts of unequal length, counted by hand.</summary>
public sealed class MeanAlignmentTests
{
    // By length 4, 3 and 5.
    private static readonly string[][] Groups =
    [
        ["start", "middle", "middle", "end"],
        ["start", "middle", "end"],
        ["start", "start", "middle", "end", "end"],
    ];

    public static TheoryData<MeanAlignment> Alignments => [.. Enum.GetValues<MeanAlignment>()];

    [Theory]
    [MemberData(nameof(Alignments))]
    public void What_stands_in_is_the_mean_over_the_positions_that_are_aligned(MeanAlignment alignment)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        var pairs = Pairs().AveragedBy(alignment);
        using var experiment = SmallMeanEdges.From(Small.Model(), pairs);
        using var resampled = SmallEdges.From(Small.Model(), pairs);
        // Each corrupted prompt alone, without padding: [writer, position, d_model].
        Tensor[] alone =
        [
            .. pairs.Pairs.Select(pair =>
            {
                var one = PromptPairs.Of([pair]);
                using var runs = ReferenceRuns.Of(resampled, one);
                return runs.AblatedOutputs.squeeze(1).clone();
            }),
        ];
        for (var prompt = 0; prompt < pairs.Count; prompt++)
        {
            for (var position = 0; position < pairs.Clean[prompt].Count; position++)
            {
                Tensor[] aligned =
                [
                    .. Enumerable
                        .Range(0, pairs.Count)
                        .SelectMany(other =>
                            Enumerable
                                .Range(0, pairs.Clean[other].Count)
                                .Where(place => AreAligned(pairs, alignment, (prompt, position), (other, place)))
                                .Select(place => alone[other].select(1, place))
                        ),
                ];
                var found = experiment
                    .Runs.AblatedOutputs.select(1, prompt)
                    .select(1, pairs.Clean.PaddingOf(prompt) + position);
                Numbers.Same(stack(aligned).mean([0]), found, 1e-12);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Alignments))]
    public void Scores_use_what_circuits_are_measured_with(MeanAlignment alignment)
    {
        using var experiment = SmallMeanEdges.From(Small.Model(), Pairs().AveragedBy(alignment));
        var full = experiment.Measure(EdgeSet.All(experiment.Graph));
        var exact = new ExactEffects(experiment).Score();
        foreach (var unit in new[] { 1, 40, experiment.Units.Count - 2 })
        {
            var without = EdgeSet.All(experiment.Graph);
            without[unit] = false;
            Assert.Equal(full - experiment.Measure(without), exact.Values[unit], 1e-10);
        }

        var importance = new HeadImportance(experiment, new HeadImportanceOptions { Units = MaskUnits.Writers });
        Assert.All(importance.Score().Values, value => Assert.True(double.IsFinite(value)));
    }

    [Fact]
    public void The_three_alignments_differ_where_lengths_do_and_the_first_two_agree_where_they_do_not()
    {
        double Empty(PromptPairs pairs)
        {
            using var experiment = SmallMeanEdges.From(Small.Model(), pairs);
            return experiment.Measure(EdgeSet.None(experiment.Graph));
        }

        var ragged = Pairs();
        var values = Enum.GetValues<MeanAlignment>().Select(alignment => Empty(ragged.AveragedBy(alignment))).ToArray();
        Assert.Equal(3, values.Distinct().Count());
        Assert.Equal(values[0], Empty(ragged));
        var even = PromptPairs.Of([
            PromptPair.AtLastPosition([1, 2, 3], [1, 5, 3], 6, 7),
            PromptPair.AtLastPosition([2, 3, 4], [8, 3, 4], 5, 1),
        ]);
        Assert.Equal(Empty(even), Empty(even.AveragedBy(MeanAlignment.Start)), 1e-12);
    }

    [Fact]
    public void Pairs_carry_their_alignment_into_files_and_hashes()
    {
        using var folder = new TemporaryFolder();
        var pairs = Pairs();
        Assert.Equal(MeanAlignment.End, pairs.MeanAlignment);
        Assert.DoesNotContain("mean_alignment", PromptPairsJson.Write(pairs), StringComparison.Ordinal);
        Assert.Equal(3, Enum.GetValues<MeanAlignment>().Select(a => pairs.AveragedBy(a).Hash).Distinct().Count());
        foreach (var alignment in Enum.GetValues<MeanAlignment>())
        {
            var path = folder.File("pairs.json");
            File.WriteAllText(path, PromptPairsJson.Write(pairs.AveragedBy(alignment)));
            var read = PromptPairsJson.Read(path);
            Assert.Equal(alignment, read.MeanAlignment);
            Assert.Equal(pairs.AveragedBy(alignment).Hash, read.Hash);
        }

        File.WriteAllText(folder.File("odd.json"), """{"pairs": [], "mean_alignment": "middle"}""");
        Assert.Throws<PromptException>(() => PromptPairsJson.Read(folder.File("odd.json")));
    }

    [Fact]
    public void Means_over_groups_need_groups_and_features_have_none()
    {
        var without = PromptPairs.Of([PromptPair.AtLastPosition([1, 2], [1, 5], 6, 7)]);
        Assert.Throws<PromptException>(() => without.AveragedBy(MeanAlignment.Groups));

        using var model = SmallFeatures.Model("serial");
        using var dictionaries = SmallFeatures.Dictionaries(model);
        var ragged = SmallFeatures.Prompts(model.Architecture, 4, oneLength: false);
        Assert.True(ragged.Clean.IsPadded);
        Assert.Throws<PromptException>(() =>
            new AnswerTask(
                model,
                dictionaries,
                ragged.AveragedBy(MeanAlignment.Start),
                new LogitDifference(),
                Ablation.Mean,
                splitPositions: false
            )
        );
    }

    [Fact]
    public void Provenance_says_which_positions_were_averaged()
    {
        using var experiment = SmallMeanEdges.From(Small.Model(), Pairs().AveragedBy(MeanAlignment.Start));
        var circuit = new TopUnits(10).Select(experiment, experiment.EdgeAttributionPatching().Score());
        Assert.Equal(MeanAlignment.Start, circuit.Provenance.MeanAlignment);
        Assert.Contains("Mean, aligned at the start", CircuitText.Summary(circuit), StringComparison.Ordinal);
    }

    private static bool AreAligned(
        PromptPairs pairs,
        MeanAlignment alignment,
        (int Prompt, int Position) a,
        (int Prompt, int Position) b
    ) =>
        alignment switch
        {
            MeanAlignment.End => pairs.Clean[a.Prompt].Count - a.Position == pairs.Clean[b.Prompt].Count - b.Position,
            MeanAlignment.Start => a.Position == b.Position,
            _ => Groups[a.Prompt][a.Position] == Groups[b.Prompt][b.Position],
        };

    private static PromptPairs Pairs() =>
        PromptPairs.Of(
            new RaggedPairs()
                .Make(
                    new DatasetRequest
                    {
                        Size = 0,
                        Seed = 0,
                        Architecture = SmallModel.Declared,
                    }
                )
                .Pairs.Select((pair, index) => pair with { PositionGroups = Groups[index] })
        );
}

using Circuitry.Tests.Masks;
using static TorchSharp.torch;

namespace Circuitry.Tests;

/// <summary>Provenance names what was declared only where it was used.</summary>
public sealed class GivenAtRunTimeTests
{
    [Fact]
    public void Declared_prompts_are_the_declared_data_sets_however_they_come()
    {
        using var made = SmallEdges.From(Small.Model());
        using var given = SmallEdges.From(Small.Model(), SmallEdges.MakePrompts());
        foreach (var experiment in new[] { made, given })
        {
            var circuit = Find(experiment);
            Assert.Equal(typeof(RaggedPairs), experiment.Prompts.Origin!.Dataset);
            Assert.Null(circuit.Provenance.GivenPrompts);
            Assert.Null(circuit.Provenance.GivenMetric);
            Assert.Contains("RaggedPairs, all pairs, seed 0\n", CircuitText.Summary(circuit), StringComparison.Ordinal);
            Assert.DoesNotContain("given", CircuitJson.ToText(circuit), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Prompts_given_at_run_time_are_not_the_declared_data_sets()
    {
        using var folder = new TemporaryFolder();
        var same = PromptPairs.Of(SmallEdges.MakePrompts().Pairs);
        Assert.Null(same.Origin);
        Assert.Equal(SmallEdges.MakePrompts().Hash, same.Hash); // the origin is no part of it
        using var experiment = SmallEdges.From(Small.Model(), same);
        var circuit = Find(experiment);
        Assert.Equal("given at run time", circuit.Provenance.GivenPrompts);
        var summary = CircuitText.Summary(circuit);
        Assert.Contains("data set", summary, StringComparison.Ordinal);
        Assert.DoesNotContain("RaggedPairs", summary, StringComparison.Ordinal);
        Assert.Contains("given at run time\n", summary, StringComparison.Ordinal);

        var path = folder.File("circuit.json");
        CircuitJson.Write(circuit, path);
        var read = CircuitJson.Read(path);
        Assert.Equal("given at run time", read.Provenance.GivenPrompts);
        Assert.Equal(summary, CircuitText.Summary(read));
    }

    [Fact]
    public void Another_data_set_size_or_seed_is_named()
    {
        DatasetRequest Request(int size, int seed) =>
            new()
            {
                Size = size,
                Seed = seed,
                Architecture = SmallModel.Declared,
            };
        foreach (
            var (dataset, request, expected) in new (IDataset, DatasetRequest, string)[]
            {
                (new RaggedPairs(), Request(0, 5), "RaggedPairs, all pairs, seed 5"),
                (new RaggedPairs(), Request(3, 0), "RaggedPairs, 3 pairs, seed 0"),
                (new OtherPairs(), Request(0, 0), "OtherPairs, all pairs, seed 0"),
                // Of the same name in another place.
                (new Elsewhere.RaggedPairs(), Request(0, 0), "RaggedPairs, all pairs, seed 0"),
            }
        )
        {
            using var experiment = SmallEdges.From(Small.Model(), PromptPairs.Made(dataset, request));
            var circuit = Find(experiment);
            Assert.Equal(expected, circuit.Provenance.GivenPrompts);
            Assert.Contains(expected + "\n", CircuitText.Summary(circuit), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_data_set_that_keeps_its_pairs_does_not_have_them_marked()
    {
        var kept = new KeepingPairs();
        var request = new DatasetRequest
        {
            Size = 0,
            Seed = 1,
            Architecture = SmallModel.Declared,
        };
        var first = PromptPairs.Made(kept, request);
        var second = PromptPairs.Made(kept, request with { Seed = 2 });
        Assert.Equal((1, 2), (first.Origin!.Seed, second.Origin!.Seed));
        Assert.Null(KeepingPairs.Pairs.Origin);
        Assert.Equal(MeanAlignment.Start, first.MeanAlignment); // what the data set chose stays
        Assert.Null(first.AveragedBy(MeanAlignment.End).Origin);
        Assert.NotNull(first.AveragedBy(MeanAlignment.Start).Origin);
    }

    [Fact]
    public void A_view_under_another_convention_is_still_the_declared_experiment()
    {
        using var experiment = SmallZeroEdges.From(Small.Model());
        using GraphExperiment view = new ExperimentView(experiment, BiasConvention.Writer);
        Assert.Null(Find(view).Provenance.GivenPrompts);
        Assert.Null(Find(view).Provenance.GivenMetric);
    }

    [Fact]
    public void A_metric_given_at_run_time_stands_with_its_numbers()
    {
        using var declared = SmallEdges.From(Small.Model());
        using var experiment = new Hand(declared, new Share(0.25));
        var circuit = Find(experiment);
        Assert.Equal("Circuitry.Tests.GivenAtRunTimeTests+Share(weight: 0.25)", circuit.Provenance.GivenMetric);
        Assert.Contains("Share(weight: 0.25)\n", CircuitText.Summary(circuit), StringComparison.Ordinal);
        using var plain = new Hand(declared, new LogitDifference());
        Assert.Null(Find(plain).Provenance.GivenMetric);
    }

    [Fact]
    public void A_comparison_says_what_it_was_given()
    {
        using var experiment = SmallEdges.From(Small.Model(), PromptPairs.Of(SmallEdges.MakePrompts().Pairs));
        var comparison = new AlgorithmComparison(
            experiment,
            new ComparisonOptions
            {
                Contenders = [EdgeAttributionPatching.Contender()],
                Bootstrap = new Bootstrap { Resamples = 5 },
            }
        ).Run();
        Assert.Contains(
            "\"given_prompts\": \"given at run time\"",
            ComparisonJson.ToText(comparison),
            StringComparison.Ordinal
        );
    }

    private static Circuit Find(GraphExperiment experiment) =>
        new TopUnits(5).Select(experiment, Gate.Scores(experiment.Units, new double[experiment.Units.Count]));

    private sealed class OtherPairs : IDataset
    {
        public PromptPairs Make(DatasetRequest request) => new RaggedPairs().Make(request);
    }

    private static class Elsewhere
    {
        public sealed class RaggedPairs : IDataset
        {
            public PromptPairs Make(DatasetRequest request) => new Masks.RaggedPairs().Make(request);
        }
    }

    private sealed class KeepingPairs : IDataset
    {
        public static PromptPairs Pairs { get; } =
            PromptPairs.Of([PromptPair.AtLastPosition([1, 2], [1, 5], 6, 7)]).AveragedBy(MeanAlignment.Start);

        public PromptPairs Make(DatasetRequest request) => Pairs;
    }

    private sealed class Hand(SmallEdges declared, Metric metric)
        : GraphExperiment(
            declared.Declaration,
            declared.Units,
            declared.Transformer,
            declared.Prompts,
            metric,
            declared.Ablation
        )
    {
        public override Tensor Forward(ResidualStream stream) => declared.Forward(stream);
    }

    private sealed class Share(double weight) : Gain
    {
        public override string Name => "share";

        public override Tensor Measure(Tensor logits, Target target)
        {
            using var scope = NewDisposeScope();
            return Ops.Scale(logits.softmax(-1).select(-1, 0).mean([-1]), weight).MoveToOuterDisposeScope();
        }
    }
}

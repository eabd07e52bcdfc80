using TorchSharp;
using static TorchSharp.torch;

namespace Circuitry.Tests;

/// <summary>What a process holds does not grow with what it measures: neither numbers, nor tensors, nor repeated prompts.</summary>
[Collection(nameof(FinalizerTests))]
public sealed class KeptNumbersTests
{
    private const int Times = 1000;

    /// <summary>What a thousand measurements may take from the system more than the first ones. Worst seen 3 MiB, pages that the allocator keeps.</summary>
    private const long Tolerance = 32 << 20;

    [Fact]
    public void A_thousand_different_numbers_are_computed_with_and_none_is_kept()
    {
        using var x = tensor(new[] { 3.0, 5.0 });
        using var finalized = new FinalizedObjects();
        var before = Scalars.Count;

        Assert.Equal(0, finalized.LeftBy<Scalar>(() => Compute(x)));
        Assert.Equal(before, Scalars.Count);

        static void Compute(Tensor x)
        {
            for (var i = 0; i < Times; i++)
            {
                var number = 1.5 + i / 7.0;
                using var scope = NewDisposeScope();
                Assert.Equal([3 * number, 5 * number], TensorValues.ToArray<double>(Ops.Scale(x, number)));
                Assert.Equal([3 + number, 5 + number], TensorValues.ToArray<double>(Ops.Add(x, number)));
                Assert.Equal([3 / number, 5 / number], TensorValues.ToArray<double>(Ops.Divide(x, number)));
                Ops.RmsNorm(x, null, number);
            }
        }
    }

    [Fact]
    public void Constants_are_made_once()
    {
        Scalars.Of(0.123456);
        var before = Scalars.Count;

        Assert.Same(Scalars.Of(0.123456), Scalars.Of(0.123456));
        Assert.Equal(before, Scalars.Count);
    }

    [Fact]
    public void Repeated_prompts_go_with_the_scope_they_are_made_in()
    {
        using var experiment = SmallExperiments.Load("serial edges");
        using var sequence = Sequence.Of(experiment.Prompts.Clean, experiment.Transformer);
        using var finalized = new FinalizedObjects();
        Held(); // with what is left to the finaliser
        var before = Tensor.TotalCount;

        Assert.Equal(0, finalized.LeftBy<Tensor>(Repeat));
        Assert.Equal(before, Tensor.TotalCount);

        void Repeat()
        {
            for (var times = 1; times <= 256; times++)
            {
                using var scope = NewDisposeScope();
                var repeated = sequence.Repeat(times);
                Assert.Equal(times * sequence.Tokens.size(0), repeated.Tokens.size(0));
                Assert.Equal(times * sequence.Mask!.size(0), repeated.Mask!.size(0));
            }
        }
    }

    [Fact]
    public void A_run_in_which_the_prompts_are_repeated_is_each_prompt_again()
    {
        using var scope = NewDisposeScope();
        using var model = SmallFeatures.Model("serial");
        using var sequence = Sequence.Of(
            new Prompts([
                [1, 2, 3],
                [4, 5],
            ]),
            model
        );
        var once = model.Forward(sequence);
        var thrice = model.Forward(sequence.Repeat(3));

        Assert.Equal(6, thrice.size(0));
        Numbers.Same(once.repeat(3, 1, 1), thrice, 1e-12);
        Assert.Same(sequence, sequence.Repeat(1));
    }

    [Fact]
    public void A_thousand_measurements_hold_no_more_than_the_first_ones()
    {
        using var model = SmallFeatures.Model("serial");
        using var dictionaries = SmallFeatures.Dictionaries(model);
        Measure(model, dictionaries, 0);
        Held(); // with what is left to the finaliser
        var (numbers, tensors, held) = (Scalars.Count, Tensor.TotalCount, 0L);
        var measured = 0;
        for (var round = 1; measured < Times; round++)
        {
            measured += Measure(model, dictionaries, round);
            held = round == 2 ? Held() : held;
            Assert.Equal(numbers, Scalars.Count);
            Assert.Equal(tensors, Tensor.TotalCount);
        }

        Assert.True(Held() - held < Tolerance, FormattableString.Invariant($"{(Held() - held) >> 10} KiB more"));
    }

    /// <summary>Measures in every way that makes numbers or repeats prompts, on prompts of its own.</summary>
    /// <returns>How many numbers were measured.</returns>
    private static int Measure(TransformerModel model, FeatureDictionaries dictionaries, int round)
    {
        var measured = 0;
        var features = SmallFeatures.Task(model, dictionaries, size: 2 + round % 5);
        measured += new FeatureExactEffects(features).Run().Values.Count(score => score != 0);
        new FeatureIntegratedGradients(features, new GaussLegendreRule(2 + round % 7)).Run();
        using (var evaluator = new FeatureMeasure(features))
        {
            evaluator.Measure(UnitSet.None(features.Units));
        }

        using var experiment = SmallExperiments.Load(
            "grouped edges",
            Shuffles.Of(Grouped.Declared, 2 + round % 3, seed: round)
        );
        var sweep = PatchSweep.Of(experiment, HookSite.MixedValue, byHead: true, byPosition: true);
        measured += sweep.Values.Count;
        new AcdcSearch(experiment, new AcdcOptions { Threshold = 0.01 + round * 0.001 }).Discover();
        new ExactEffects(experiment).Score();
        new Evaluator(experiment).AgainstRandom(UnitSet.All(experiment.Units), draws: 10, seed: round);
        using var scope = NewDisposeScope();
        var masks = full(
            [1 + round % 11, experiment.Graph.Readers.Count, experiment.Graph.Writers.Count],
            Scalars.One,
            float64
        );
        experiment.Forward(new PatchedStream(experiment.Runs, masks));
        return measured;
    }

    private static long Held()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return Environment.WorkingSet - GC.GetGCMemoryInfo().TotalCommittedBytes;
    }
}

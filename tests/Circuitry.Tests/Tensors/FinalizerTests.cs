using Circuitry.Tests.Masks;
using TorchSharp;
using static TorchSharp.torch;

namespace Circuitry.Tests;

/// <summary>
/// Nothing that a native call reads is left to the finaliser, which may run during that call: neither a hidden scalar nor
/// a tensor outside of scopes. Waiting for the two to meet by chance takes minutes; what is left can be counted at once.
/// </summary>
[Collection(nameof(FinalizerTests))]
[CollectionDefinition(nameof(FinalizerTests), DisableParallelization = true)]
public sealed class FinalizerTests
{
    public static TheoryData<string> Everything => SmallExperiments.Everything;

    [Fact]
    public void A_scalar_that_nobody_disposes_is_counted()
    {
        using var finalized = new FinalizedObjects();
        Assert.Equal(1, finalized.LeftBy<Scalar>(() => 1.5.ToScalar()));
        Assert.Equal(0, finalized.LeftBy<Scalar>(() => 1.5.ToScalar().Dispose()));
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public void Forward_passes_and_their_gradients_leave_nothing_to_the_finaliser(string name)
    {
        using var experiment = SmallExperiments.Load(name);
        using var sequence = Sequence.Of(experiment.Prompts.Clean, experiment.Transformer);
        var kept = EdgeSet.All(experiment.Graph);
        LeavesNothing(() => experiment.Transformer.Forward(sequence));
        LeavesNothing(() => experiment.Logits(kept));
        LeavesNothing(() =>
        {
            var mask = experiment.MaskOf(kept).requires_grad_(true);
            var logits = experiment.Forward(new PatchedStream(experiment.Runs, mask));
            Ops.CheckedGradients(logits.sum(), [mask]);
        });
    }

    [Theory]
    [MemberData(nameof(TrainingTests.Methods), MemberType = typeof(TrainingTests))]
    public void Training_a_mask_leaves_nothing_to_the_finaliser(string method)
    {
        using var experiment = SmallEdges.From(Small.Model());
        LeavesNothing(() => TrainingTests.Train(experiment, method, steps: 5));
    }

    private static void LeavesNothing(Action compute)
    {
        using var finalized = new FinalizedObjects();
        Compute(); // what is made once
        Assert.Equal(0, finalized.LeftBy<Scalar>(Compute));
        Assert.Equal(0, finalized.LeftBy<Tensor>(Compute));

        void Compute()
        {
            using var scope = NewDisposeScope();
            compute();
        }
    }
}

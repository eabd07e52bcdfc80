using static TorchSharp.torch;

namespace Circuitry.Conformance;

/// <summary>The mean logit of the right tokens: the only metric of a model with one output number that the peers share.</summary>
internal sealed class AnswerLogit : Gain
{
    public override string Name => "answer logit";

    public override bool NeedsAnswers => true;

    public override Tensor Measure(Tensor logits, Target target)
    {
        using var scope = NewDisposeScope();
        return target.Answers!.Mean(logits).mean([-1]).MoveToOuterDisposeScope();
    }
}

/// <summary>A smooth function of all logits that needs no answer tokens, without symmetry between prompts, answers or tokens.</summary>
internal sealed class Mixture : Loss
{
    public override string Name => "mixture";

    public override Tensor Measure(Tensor logits, Target target)
    {
        using var scope = NewDisposeScope();
        long[] shape = [.. logits.shape[^2..]];
        var numbers = Ops.Range(shape[0] * shape[1], logits.dtype, logits.device);
        // By its own clean logits, so that a prompt is told from another wherever it stands.
        var weights = Ops.Add(Ops.Add(numbers, 1).view(shape), target.CleanLogits).cos();
        return (Ops.Add(logits.log_softmax(-1), logits.sin()) * weights).mean([-1, -2]).MoveToOuterDisposeScope();
    }
}

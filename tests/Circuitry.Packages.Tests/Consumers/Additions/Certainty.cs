using TorchSharp;

namespace Additions;

/// <summary>The probability of the right answer.</summary>
[MetricNeeds(AnswerTokens.Right)]
public sealed class Certainty : Gain
{
    public override string Name => "certainty";

    public override torch.Tensor Measure(torch.Tensor logits, Target target)
    {
        using var scope = torch.NewDisposeScope();
        return target.Answers!.Sum(logits.softmax(-1)).mean([-1]).MoveToOuterDisposeScope();
    }
}

using static TorchSharp.torch;

namespace Circuitry.Tests;

/// <summary>A metric that is not a number on any logits.</summary>
internal sealed class NoNumber : Loss
{
    public override string Name => "no number";

    public override Tensor Measure(Tensor logits, Target target)
    {
        using var scope = NewDisposeScope();
        return Ops.Scale(logits, double.NaN).mean([-1, -2]).MoveToOuterDisposeScope();
    }
}

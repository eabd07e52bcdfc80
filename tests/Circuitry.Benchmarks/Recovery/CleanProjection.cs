using static TorchSharp.torch;

namespace Circuitry.Benchmarks;

/// <summary>
/// How far patched logits go along the full model's own, centred: a metric of compiled programs that is linear in the logits,
/// needs no answer tokens, and, as no distance, has a slope where nothing is patched.
/// </summary>
internal sealed class CleanProjection : Gain
{
    public override string Name => "projection on the full model's logits";

    public override Tensor Measure(Tensor logits, Target target)
    {
        using var scope = NewDisposeScope();
        var centred = target.CleanLogits - target.CleanLogits.mean();
        return (logits * centred).mean([-1, -2]).MoveToOuterDisposeScope();
    }
}

using static TorchSharp.torch;

namespace Circuitry.Features.Shift;

/// <summary>How far a probe leans to the label of a text: its logit, signed by the label.</summary>
internal sealed class ProbeMargin : Gain
{
    public override string Name => "probe margin";

    // A probe has one answer, and its logit as signed is the margin: [..., batch, 1, 1] -> [..., batch].
    public override Tensor Measure(Tensor logits, Target target) => logits.squeeze(-1).squeeze(-1);
}

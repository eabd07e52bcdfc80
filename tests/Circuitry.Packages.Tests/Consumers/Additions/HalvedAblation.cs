using Circuitry.Tensors;
using TorchSharp;

namespace Additions;

/// <summary>Half of the corrupted activation.</summary>
public sealed record HalvedAblation : Ablation
{
    public override torch.Tensor Replace(AblatedActivation activation) => Ops.Scale(activation.Corrupted, 0.5);
}

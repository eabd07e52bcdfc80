using static TorchSharp.torch;

namespace Circuitry.Features;

internal sealed class ReluActivation : DictionaryActivation
{
    public override string Name => "relu";

    internal override Tensor Apply(Tensor pre, Tensor? indices) => pre.relu();
}

using static TorchSharp.torch;

namespace Circuitry.Features;

internal sealed class JumpReluActivation(Tensor threshold) : DictionaryActivation
{
    public override string Name => "jumprelu";

    public override IReadOnlyList<(string Name, Tensor Tensor)> Tensors => [("threshold", threshold)];

    internal override Tensor Apply(Tensor pre, Tensor? indices)
    {
        using var scope = NewDisposeScope();
        return Where(pre.detach().gt(Chosen(threshold, indices)), pre.relu()).MoveToOuterDisposeScope();
    }
}

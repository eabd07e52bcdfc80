using static TorchSharp.torch;

namespace Circuitry.Features;

/// <remarks>Taking the largest before or after discarding the negative ones gives the same features.</remarks>
internal sealed class TopKActivation(int k) : DictionaryActivation
{
    public int K { get; } = AtLeastOne(k);

    public override string Name => "topk";

    internal override string Settings => FormattableString.Invariant($"{Name} {K}");

    internal override bool IsElementwise => false;

    internal override int LeastWidth => K;

    internal override Tensor Apply(Tensor pre, Tensor? indices)
    {
        using var scope = NewDisposeScope();
        var (values, places) = pre.topk(K, -1);
        return zeros_like(pre).scatter(-1, places, values.relu()).MoveToOuterDisposeScope();
    }
}

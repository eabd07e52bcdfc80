using TorchSharp;
using static TorchSharp.torch;

namespace Circuitry.Features;

internal sealed class BatchTopKActivation(int k, double threshold) : DictionaryActivation
{
    public int K { get; } = AtLeastOne(k);

    public double Threshold { get; } =
        double.IsFinite(threshold)
            ? threshold
            : throw new DictionaryException(
                FormattableString.Invariant($"the threshold is {threshold}; it must be a finite number")
            );

    public override string Name => "batchtopk";

    internal override string Settings => FormattableString.Invariant($"{Name} {K} {Threshold:R}");

    internal override int LeastWidth => K;

    internal override Tensor Apply(Tensor pre, Tensor? indices)
    {
        using var scope = NewDisposeScope();
        using var bound = Threshold.ToScalar();
        var positive = pre.relu();
        return Where(positive.detach().gt(bound), positive).MoveToOuterDisposeScope();
    }
}

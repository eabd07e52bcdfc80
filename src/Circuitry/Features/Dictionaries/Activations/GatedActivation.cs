using static TorchSharp.torch;

namespace Circuitry.Features;

internal sealed class GatedActivation(Tensor gateBias, Tensor magnitudeScale, Tensor magnitudeBias)
    : DictionaryActivation
{
    public override string Name => "gated";

    public override IReadOnlyList<(string Name, Tensor Tensor)> Tensors =>
        [("b_gate", gateBias), ("r_mag", magnitudeScale), ("b_mag", magnitudeBias)];

    internal override Tensor Apply(Tensor pre, Tensor? indices)
    {
        using var scope = NewDisposeScope();
        var gate = Ops.Add(pre.detach(), Chosen(gateBias, indices)).gt(Scalars.Zero);
        var magnitude = Ops.Add(pre.mul(Chosen(magnitudeScale, indices).exp()), Chosen(magnitudeBias, indices)).relu();
        return Where(gate, magnitude).MoveToOuterDisposeScope();
    }

    internal override Tensor Slopes(Tensor indices)
    {
        using var chosen = Chosen(magnitudeScale, indices);
        return chosen.exp();
    }
}

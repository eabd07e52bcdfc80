using TorchSharp;
using static TorchSharp.torch;

namespace Circuitry.Discovery.Masks;

/// <summary>Lambda times the expected share of gates that are not 0: the mean over groups of each group's mean. Owns its tensor.</summary>
internal sealed class DensityPenalty : IMaskPenalty, IDisposable
{
    private readonly Tensor _shares;
    private readonly Func<int, double> _lambda;

    /// <summary>Weighs gates by their groups.</summary>
    /// <param name="layout">The gates.</param>
    /// <param name="lambda">Lambda at each step.</param>
    /// <param name="device">Where the logits are.</param>
    public DensityPenalty(MaskLayout layout, Func<int, double> lambda, Device device)
    {
        _lambda = lambda;
        var shares = new double[layout.Count];
        foreach (var (first, count) in layout.Groups)
        {
            Array.Fill(shares, 1.0 / layout.Groups.Count / count, first, count);
        }

        _shares = tensor(shares, float64, device).DetachFromDisposeScope();
    }

    public IEnumerable<(string Name, Tensor Tensor)> State => [];

    public Tensor Of(Tensor logits, Tensor gates, int step)
    {
        using var scope = NewDisposeScope();
        using Scalar lambda = _lambda(step).ToScalar();
        return HardConcrete.OpenProbability(logits).dot(_shares).mul(lambda).MoveToOuterDisposeScope();
    }

    public void Adapt(Tensor gates, int step) { }

    public void Dispose() => _shares.Dispose();
}

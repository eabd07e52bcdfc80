using TorchSharp;
using static TorchSharp.torch;

namespace Circuitry.Discovery.Masks;

/// <summary>
/// A Lagrangian that holds the sparsity s of some gates, one minus the mean of those drawn, to a target t:
/// <c>l1 (s - t) + l2 (s - t)^2</c>, where l1 and l2 ascend. Owns its tensors.
/// </summary>
internal sealed class SparsityConstraint : IMaskPenalty, IDisposable
{
    private readonly string _name;
    private readonly Func<int, double> _target;
    private readonly double _learningRate;
    private readonly (int First, int Count) _gates;
    private readonly Tensor _multipliers;
    private readonly Adam _adam;

    /// <summary>Constrains some gates.</summary>
    /// <param name="name">What the gates are, for checkpoints.</param>
    /// <param name="gates">Which gates.</param>
    /// <param name="target">The target at each step.</param>
    /// <param name="learningRate">Of the multipliers.</param>
    /// <param name="device">Where the gates are.</param>
    public SparsityConstraint(
        string name,
        (int First, int Count) gates,
        Func<int, double> target,
        double learningRate,
        Device device
    )
    {
        _name = name;
        _gates = gates;
        _target = target;
        _learningRate = learningRate;
        _multipliers = zeros(2, float64, device).DetachFromDisposeScope();
        _adam = new Adam(_multipliers);
    }

    public IEnumerable<(string Name, Tensor Tensor)> State =>
        [
            ($"{_name}.multipliers", _multipliers),
            ($"{_name}.multipliers.first", _adam.First),
            ($"{_name}.multipliers.second", _adam.Second),
        ];

    public Tensor Of(Tensor logits, Tensor gates, int step)
    {
        using var scope = NewDisposeScope();
        return Excess(gates, step).dot(_multipliers).MoveToOuterDisposeScope();
    }

    public void Adapt(Tensor gates, int step)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        // The penalty's gradient in the multipliers is what they multiply.
        _adam.Step(_multipliers, Excess(gates, step), -_learningRate, step);
    }

    public void Dispose()
    {
        _multipliers.Dispose();
        _adam.Dispose();
    }

    /// <summary>s - t and its square, [2].</summary>
    private Tensor Excess(Tensor gates, int step)
    {
        using Scalar aim = (1 - _target(step)).ToScalar();
        var excess = gates.narrow(0, _gates.First, _gates.Count).mean().neg().add(aim, Scalars.One);
        return stack([excess, Ops.Square(excess)]);
    }
}

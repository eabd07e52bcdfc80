using TorchSharp;
using static TorchSharp.torch;

namespace Circuitry.Experiments;

/// <summary>
/// Adam with decoupled weight decay ("Decoupled Weight Decay Regularization", algorithm 2), on tensors that it changes in place.
/// </summary>
/// <remarks>
/// Apart from the runtime's, which rounds in another order: the seed gives the weights that ship bit by bit in this one only.
/// </remarks>
internal sealed class Adam : IDisposable
{
    private const double FirstDecay = 0.9;
    private const double SecondDecay = 0.99;
    private const double Epsilon = 1e-8;

    private readonly IReadOnlyList<Tensor> _parameters;
    private readonly bool[] _decays;
    private readonly double _weightDecay;
    private readonly Tensor[] _first;
    private readonly Tensor[] _second;

    /// <param name="parameters">The tensors to change.</param>
    /// <param name="decays">Those of them that decay.</param>
    /// <param name="weightDecay">How much they shrink, as a share of themselves, per step and unit of rate.</param>
    public Adam(IReadOnlyList<Tensor> parameters, IEnumerable<Tensor> decays, double weightDecay)
    {
        _parameters = parameters;
        var decaying = decays.ToHashSet<object>(ReferenceEqualityComparer.Instance);
        _decays = [.. parameters.Select(decaying.Contains)];
        _weightDecay = weightDecay;
        _first = [.. parameters.Select(Zeros)];
        _second = [.. parameters.Select(Zeros)];
    }

    /// <summary>Number of steps done; set when a training resumes from its <see cref="State"/>.</summary>
    public int StepsDone { get; set; }

    /// <summary>The running moments of the gradients, by name.</summary>
    public IEnumerable<(string Name, Tensor Tensor)> State =>
        _first
            .Select((moment, i) => (FormattableString.Invariant($"first.{i}"), moment))
            .Concat(_second.Select((moment, i) => (FormattableString.Invariant($"second.{i}"), moment)));

    /// <summary>Takes one step of gradient descent, with one gradient per parameter in the same order.</summary>
    public void Step(IReadOnlyList<Tensor> gradients, double rate)
    {
        using var noGradients = no_grad();
        using var scope = NewDisposeScope();
        StepsDone++;
        using Scalar shrink = (1 - rate * _weightDecay).ToScalar(),
            rescale = (1 / (1 - Math.Pow(SecondDecay, StepsDone))).ToScalar(),
            descend = (-rate / (1 - Math.Pow(FirstDecay, StepsDone))).ToScalar();
        for (var i = 0; i < _parameters.Count; i++)
        {
            Tensor parameter = _parameters[i],
                gradient = gradients[i];
            _first[i].mul_(Scalars.Of(FirstDecay)).add_(gradient, Scalars.Of(1 - FirstDecay));
            _second[i].mul_(Scalars.Of(SecondDecay)).addcmul_(gradient, gradient, Scalars.Of(1 - SecondDecay));
            var deviation = _second[i].mul(rescale).sqrt_().add_(Scalars.Of(Epsilon), Scalars.One);
            if (_decays[i])
            {
                parameter.mul_(shrink);
            }

            parameter.addcdiv_(_first[i], deviation, descend);
        }
    }

    public void Dispose()
    {
        foreach (var moment in _first.Concat(_second))
        {
            moment.Dispose();
        }
    }

    private static Tensor Zeros(Tensor parameter)
    {
        using var noGradients = no_grad();
        return zeros_like(parameter).DetachFromDisposeScope();
    }
}

using TorchSharp;
using static TorchSharp.torch;

namespace Circuitry.Discovery.Masks;

/// <summary>Adam (Kingma and Ba 2015, algorithm 1) on one tensor, with its state in plain sight so that it can be kept. Owns its tensors.</summary>
internal sealed class Adam : IDisposable
{
    private const double FirstDecay = 0.9;
    private const double SecondDecay = 0.999;
    private const double Epsilon = 1e-8;

    public Adam(Tensor parameter)
    {
        First = zeros_like(parameter, requires_grad: false).DetachFromDisposeScope();
        Second = zeros_like(parameter, requires_grad: false).DetachFromDisposeScope();
    }

    /// <summary>The running mean of gradients, of the parameter's shape.</summary>
    public Tensor First { get; }

    /// <summary>The running mean of squared gradients, of the parameter's shape.</summary>
    public Tensor Second { get; }

    /// <summary>Moves the parameter against the gradient.</summary>
    /// <param name="parameter">What is changed, in place.</param>
    /// <param name="gradient">Of the same shape.</param>
    /// <param name="learningRate">The length of a step; negative to ascend.</param>
    /// <param name="step">The step's number, from 0.</param>
    public void Step(Tensor parameter, Tensor gradient, double learningRate, int step)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        First.mul_(Scalars.Of(FirstDecay)).add_(gradient, Scalars.Of(1 - FirstDecay));
        Second.mul_(Scalars.Of(SecondDecay)).add_(Ops.Square(gradient), Scalars.Of(1 - SecondDecay));
        var correction = Math.Sqrt(1 - Math.Pow(SecondDecay, step + 1));
        // Scalars of their own: they change with every step, and those of Scalars.Of live for ever.
        using Scalar epsilon = (Epsilon * correction).ToScalar();
        using Scalar length = (-learningRate * correction / (1 - Math.Pow(FirstDecay, step + 1))).ToScalar();
        parameter.add_(First / Second.sqrt().add_(epsilon, Scalars.One), length);
    }

    public void Dispose()
    {
        First.Dispose();
        Second.Dispose();
    }
}

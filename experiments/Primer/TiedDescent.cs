using TorchSharp;
using static TorchSharp.torch;

namespace Circuitry.Experiments;

/// <summary>Gradient descent on weights whose unembedding is the embedding: both learn as one.</summary>
internal sealed class TiedDescent : IDisposable
{
    // The maximum norm of one step's gradients.
    private const double LargestNorm = 1;

    private readonly TransformerWeights _weights;
    private readonly Tensor[] _parameters;
    private readonly Adam _adam;

    /// <param name="weights">The weights to change, in place.</param>
    /// <param name="weightDecay">How much matrices shrink, as a share of themselves, per step and unit of rate.</param>
    public TiedDescent(TransformerWeights weights, double weightDecay)
    {
        _weights = weights;
        _parameters = [.. weights.Tensors.Where(tensor => !ReferenceEquals(tensor, weights.W_U))];
        var decays = weights.Layers.SelectMany(layer => new[] { layer.W_QKV, layer.W_O, layer.W_in!, layer.W_out! });
        _adam = new Adam(_parameters, decays, weightDecay);
        Learn(true);
    }

    /// <summary>The whole state from which the descent resumes, by name.</summary>
    public IEnumerable<(string Name, Tensor Tensor)> State =>
        _parameters
            .Select((parameter, i) => (FormattableString.Invariant($"parameter.{i}"), parameter))
            .Concat(_adam.State);

    /// <summary>Resumes from a state that was read into <see cref="State"/> after a number of steps.</summary>
    public void ResumeAt(int step)
    {
        _adam.StepsDone = step;
        Tie();
    }

    /// <summary>Takes one step of gradient descent on a loss.</summary>
    public void Step(Tensor loss, double rate)
    {
        using var scope = NewDisposeScope();
        Tensor[] gradients = [.. Ops.CheckedGradients(loss, [.. _parameters, _weights.W_U])];
        using var noGradients = no_grad();
        gradients[0].add_(gradients[^1].t(), Scalars.One);
        var own = gradients[..^1];
        Clip(own);
        _adam.Step(own, rate);
        Tie();
    }

    public void Dispose()
    {
        Learn(false);
        _adam.Dispose();
    }

    private static void Clip(Tensor[] gradients)
    {
        using var scope = NewDisposeScope();
        var norm = Math.Sqrt(gradients.Sum(gradient => Math.Pow(gradient.norm().item<float>(), 2)));
        if (norm > LargestNorm)
        {
            using var factor = (LargestNorm / norm).ToScalar();
            foreach (var gradient in gradients)
            {
                gradient.mul_(factor);
            }
        }
    }

    private void Tie()
    {
        using var noGradients = no_grad();
        using var transposed = _weights.W_E.t();
        _weights.W_U.copy_(transposed);
    }

    private void Learn(bool learns)
    {
        foreach (var tensor in _weights.Tensors)
        {
            tensor.requires_grad = learns;
        }
    }
}

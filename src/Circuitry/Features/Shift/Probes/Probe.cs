using System.Diagnostics;
using TorchSharp;
using static TorchSharp.torch;

namespace Circuitry.Features.Shift;

/// <summary>A probe: a linear classifier of two labels, whose logit is above zero for label 1. Owns its tensors.</summary>
[DebuggerDisplay("{ToString(),nq}")]
internal sealed class Probe : IDisposable
{
    private readonly Tensor _weight;
    private readonly Tensor _bias;
    private bool _isDisposed;

    private Probe(Tensor weight, Tensor bias) => (_weight, _bias) = (weight, bias);

    /// <summary>Weights, [input].</summary>
    /// <exception cref="ObjectDisposedException">The probe has been disposed.</exception>
    public Tensor Weight => Open(_weight);

    /// <summary>Bias, [1].</summary>
    /// <exception cref="ObjectDisposedException">The probe has been disposed.</exception>
    public Tensor Bias => Open(_bias);

    /// <summary>Trains a probe by logistic regression with AdamW; the same texts and seed give the same probe.</summary>
    /// <param name="inputs">One row for each text, [text, input].</param>
    /// <param name="labels">Labels, 0 or 1.</param>
    /// <param name="seed">The seed of the order of texts and of the weights at the start.</param>
    /// <param name="options">How to train; null for the defaults.</param>
    /// <exception cref="ArgumentException">There are no texts, not as many labels as texts, or a label is not 0 or 1.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public static Probe Train(Tensor inputs, IReadOnlyList<int> labels, int seed, ProbeOptions? options = null)
    {
        options ??= new ProbeOptions();
        options.Check();
        if (inputs.ndim != 2 || inputs.size(0) != labels.Count || labels.Count == 0)
        {
            throw new ArgumentException(
                FormattableString.Invariant(
                    $"a probe is trained on one row and one label for each text, one text or more; found inputs of shape {TensorInfo.Text(inputs.shape)} and {labels.Count} labels"
                ),
                nameof(inputs)
            );
        }

        if (labels.Any(label => label is not (0 or 1)))
        {
            throw new ArgumentException(
                FormattableString.Invariant(
                    $"a label is {labels.First(label => label is not (0 or 1))}; labels are 0 or 1"
                ),
                nameof(labels)
            );
        }

        using var scope = NewDisposeScope();
        using var generator = new Generator(Seeds.Of(seed, 0), CPU);
        var width = inputs.size(1);
        var bound = 1 / Math.Sqrt(width);
        // As a linear layer is initialised: evenly between plus and minus one over the root of its width.
        Tensor Start(long count) =>
            Ops.Scale(Ops.Add(rand([count], dtype: inputs.dtype, generator: generator), -0.5), 2 * bound)
                .to(inputs.device)
                .requires_grad_(true);
        var (weight, bias) = (Start(width), Start(1));
        using var weightStep = new Adam(weight);
        using var biasStep = new Adam(bias);
        var targets = tensor(labels.Select(label => (double)label).ToArray()).to(inputs.dtype, inputs.device);
        var random = new Random(seed);
        var step = 0;
        for (var epoch = 0; epoch < options.Epochs; epoch++)
        {
            var order = Enumerable.Range(0, labels.Count).Select(index => (long)index).ToArray();
            random.Shuffle(order);
            foreach (var rows in order.Chunk(options.BatchSize))
            {
                using var inner = NewDisposeScope();
                var index = tensor(rows, int64).to(inputs.device);
                var logits = Ops.Add(inputs.index_select(0, index).matmul(weight), bias);
                var loss = nn.functional.binary_cross_entropy_with_logits(logits, targets.index_select(0, index));
                var gradients = Ops.CheckedGradients(loss, [weight, bias]);
                Decay(weight, options);
                Decay(bias, options);
                weightStep.Step(weight, gradients[0], options.LearningRate, step);
                biasStep.Step(bias, gradients[1], options.LearningRate, step);
                step++;
            }
        }

        return new Probe(
            weight.detach().clone().DetachFromDisposeScope(),
            bias.detach().clone().DetachFromDisposeScope()
        );
    }

    /// <summary>Logits of label 1, [...]; differentiable.</summary>
    /// <param name="inputs">[..., input].</param>
    public Tensor Logits(Tensor inputs)
    {
        using var scope = NewDisposeScope();
        return Ops.Add(inputs.matmul(Weight), Bias).MoveToOuterDisposeScope();
    }

    /// <summary>The predicted label of each text.</summary>
    /// <param name="inputs">[text, input].</param>
    public int[] Classify(Tensor inputs)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        return [.. TensorValues.ToArray<bool>(Logits(inputs).gt(Scalars.Zero)).Select(positive => positive ? 1 : 0)];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _isDisposed = true;
        _weight.Dispose();
        _bias.Dispose();
    }

    private Tensor Open(Tensor owned)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return owned;
    }

    private static void Decay(Tensor parameter, ProbeOptions options)
    {
        using var none = no_grad();
        using var kept = (1 - options.LearningRate * options.WeightDecay).ToScalar();
        parameter.mul_(kept);
    }

    /// <summary>The number of inputs.</summary>
    public override string ToString() =>
        _isDisposed ? "probe, disposed" : $"probe of {Counted.Of(_weight.numel(), "input")}";
}

using TorchSharp;
using static TorchSharp.torch;

namespace Circuitry.Discovery.Attribution;

/// <summary>Takes the gradient at points of an <see cref="IntegrationPath"/>.</summary>
public interface ILinearization : IDisposable
{
    /// <summary>
    /// The estimated rise of the loss when an edge is removed, by the gradient at a point, float64 [writer, reader]; where units are
    /// neurons, when a neuron is, float64 [neuron]. The caller's.
    /// </summary>
    /// <param name="line">Which line of the path.</param>
    /// <param name="at">Where on it: 0 is ablated, 1 is clean.</param>
    /// <param name="cancellation">Stops it.</param>
    Tensor At(int line, double at, CancellationToken cancellation);
}

/// <inheritdoc cref="EmbeddingPath"/>
internal sealed class EmbeddingLinearization(AttributionContext context) : ILinearization
{
    public Tensor At(int line, double at, CancellationToken cancellation)
    {
        using var embedding = context.Embedding(at);
        return context.Score(embedding, null, cancellation);
    }

    public void Dispose() => context.Dispose();
}

/// <inheritdoc cref="ActivationPath"/>
internal sealed class ActivationLinearization(AttributionContext context) : ILinearization
{
    public Tensor At(int line, double at, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        if (line == 0)
        {
            return context.Score(context.Embedding(at), null, cancellation).MoveToOuterDisposeScope();
        }

        // The lines behind the embedding's are the components of the blocks, in forward order.
        var index = context.Differences.Embeddings.Count + line - 1;
        var component = context.Clean.Components[index];
        var moved = Ops.Add(
            context.Clean.Activations[index],
            Ops.Scale(context.Differences.Activations[index], 1 - at)
        );
        var intervention = new BlockIntervention(component.Layer, component.Site, moved);
        return context.Score(null, intervention, cancellation).MoveToOuterDisposeScope();
    }

    public void Dispose() => context.Dispose();
}

/// <inheritdoc cref="MaskPath"/>
internal sealed class MaskLinearization(GraphExperiment experiment) : ILinearization
{
    public Tensor At(int line, double at, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using var scope = NewDisposeScope();
        var (patching, model, metric) = (experiment.Patching, experiment.Transformer, experiment.Metric);
        using var gradients = enable_grad();
        using var kept = at.ToScalar();
        var mask = full([1, .. patching.MaskShape], kept, model.NumberType, model.Device).requires_grad_(true);
        var logits = patching.Logits(mask);
        var loss = Ops.Scale(metric.Measure(logits, experiment.Target).mean(), metric.AsLoss(1) - metric.AsLoss(0));
        MetricValues.Each(metric, loss);
        // Removing a unit takes its mask from 1 to 0; masks of edges are [reader, writer].
        return Ops.CheckedGradients(loss, [mask])[0]
            .detach()
            .neg()
            .squeeze(0)
            .t()
            .to(float64)
            .contiguous()
            .MoveToOuterDisposeScope();
    }

    public void Dispose() { }
}

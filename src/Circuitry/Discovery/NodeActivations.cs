using static TorchSharp.torch;

namespace Circuitry.Discovery;

/// <summary>
/// A clean run that keeps the values at some sites and the gradient there of the metric, summed over prompts. Owns its tensors.
/// </summary>
internal sealed class NodeActivations : IDisposable
{
    private readonly Dictionary<(HookSite, int), Tensor> _values = [];
    private readonly Dictionary<(HookSite, int), Tensor> _gradients = [];
    private readonly Dictionary<(HookSite, int), Tensor> _additions = [];

    /// <summary>Runs forward and backward once. Prompts do not touch each other, so that each gets its own gradient.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="sites">The sites to record, in addition to the stream in front of the first block.</param>
    public NodeActivations(GraphExperiment experiment, IEnumerable<(HookSite Site, int Layer)> sites)
    {
        var (runs, target) = (experiment.Runs, experiment.Target);
        using var scope = NewDisposeScope();
        using var gradients = enable_grad();
        var tap = new Tap(experiment.Transformer.Architecture.Layers);
        // The stream in front of the first block is where recording begins.
        Keep(tap, HookSite.ResidualPre, 0);
        foreach (var (site, layer) in sites)
        {
            Keep(tap, site, layer);
        }

        var residual = experiment.Transformer.FinalResidual(runs.Sequence, tap);
        var logits = experiment.Transformer.Unembed(runs.AtAnswers(residual.unsqueeze(0))).squeeze(0);
        IsStationary = Slope(experiment, logits) <= 1e-3 * Slope(experiment, Moved(logits));
        var sum = experiment.Metric.Measure(logits, target).sum();
        MetricValues.Each(experiment.Metric, sum);
        var places = _additions.ToArray();
        var found = Ops.CheckedGradients(sum, [.. places.Select(place => place.Value)]);
        for (var i = 0; i < places.Length; i++)
        {
            _gradients.Add(places[i].Key, found[i].DetachFromDisposeScope());
            places[i].Value.Dispose();
        }
    }

    /// <summary>Whether the metric has no slope at the clean logits but one near them, as distances from them have.</summary>
    public bool IsStationary { get; }

    /// <summary>The value at a site; this object's.</summary>
    public Tensor Value(HookSite site, int layer) => _values[(site, layer)];

    /// <summary>The gradient of the metric's sum over prompts at a site, of the value's shape; this object's.</summary>
    public Tensor Gradient(HookSite site, int layer) => _gradients[(site, layer)];

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tensor in _values.Values.Concat(_gradients.Values))
        {
            tensor.Dispose();
        }
    }

    private void Keep(Tap tap, HookSite site, int layer) =>
        tap.Patch(
            site,
            layer,
            value =>
            {
                // Nothing is added to the value, but something that has a gradient; the library warns of gradients of others.
                var addition = zeros_like(value).requires_grad_().DetachFromDisposeScope();
                _additions.Add((site, layer), addition);
                _values.Add((site, layer), value.detach().DetachFromDisposeScope());
                return Ops.Add(value, addition);
            }
        );

    /// <summary>The greatest change of the metric with a logit.</summary>
    private static double Slope(GraphExperiment experiment, Tensor logits)
    {
        using var scope = NewDisposeScope();
        var leaf = logits.detach().requires_grad_();
        var sum = experiment.Metric.Measure(leaf, experiment.Target).sum();
        return Ops.CheckedGradients(sum, [leaf])[0].abs().max().to(float64).item<double>();
    }

    /// <summary>Logits a little to the side, by a fixed pattern that no two of them share.</summary>
    private static Tensor Moved(Tensor logits)
    {
        var pattern = Ops.Range(logits.numel(), float64, logits.device).sin().view(logits.shape);
        return Ops.Add(logits.detach(), Ops.Scale(pattern, 0.01).to(logits.dtype));
    }
}

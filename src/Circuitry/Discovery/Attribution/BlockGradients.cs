using static TorchSharp.torch;

namespace Circuitry.Discovery.Attribution;

/// <summary>
/// The gradient of the loss at some sites of every block in one run, at the stream in front of each and at what the logits read. Owns
/// its tensors.
/// </summary>
/// <remarks>
/// Phase 1 runs forward without a graph, from where the run leaves the clean one, and keeps the stream in front of each block. Phase 2 takes the gradient at the final
/// stream. Phase 3 goes through the blocks from the last, recomputes each from its stream and carries the gradient through
/// it, so that the graph of one block is all that ever exists.
/// </remarks>
internal sealed class BlockGradients : IDisposable
{
    private readonly List<Tensor> _owned = [];
    private readonly IReadOnlyList<HookSite> _sites;
    private readonly Dictionary<(HookSite, int), Tensor> _gradients = [];

    private BlockGradients(int layers, IReadOnlyList<HookSite> sites) =>
        (Residuals, _sites) = (new Tensor[layers], sites);

    /// <summary>At what the logits read, [batch, position, d_model].</summary>
    public Tensor Logits { get; private set; } = null!;

    /// <summary>At the stream in front of the first block, [batch, position, d_model].</summary>
    public Tensor Embedding { get; private set; } = null!;

    /// <summary>The stream in front of each block, [batch, position, d_model].</summary>
    public Tensor[] Residuals { get; }

    /// <summary>At a site of a block, in the site's shape.</summary>
    public Tensor At(HookSite site, int layer) => _gradients[(site, layer)];

    /// <summary>Takes the gradients of a run.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="sites">The sites of every block.</param>
    /// <param name="embedding">The stream in front of the first block, [batch, position, d_model]; null for the clean run's.</param>
    /// <param name="intervention">What the run puts in place of a block's own; null for nothing.</param>
    /// <exception cref="MetricException">The metric is not a number.</exception>
    public static BlockGradients Of(
        AttributionContext context,
        IReadOnlyList<HookSite> sites,
        Tensor? embedding,
        BlockIntervention? intervention
    )
    {
        var result = new BlockGradients(context.Model.Architecture.Layers, sites);
        using var scope = NewDisposeScope();
        var final = result.Forward(context, embedding, intervention);
        using var gradients = enable_grad();
        var leaf = final.detach().requires_grad_(true);
        var loss = context.Loss(leaf, 1).sum();
        MetricValues.Each(context.Experiment.Metric, loss);
        var upstream = Ops.CheckedGradients(loss, [leaf])[0].detach();
        result.Logits = result.Keep(upstream);
        for (var layer = result.Residuals.Length - 1; layer >= 0; layer--)
        {
            upstream = result.Backward(context, layer, upstream, intervention);
        }

        result.Embedding = result.Keep(upstream);
        return result;
    }

    public void Dispose() => _owned.ForEach(tensor => tensor.Dispose());

    private Tensor Forward(AttributionContext context, Tensor? embedding, BlockIntervention? intervention)
    {
        using var gradients = no_grad();
        var clean = context.Clean.Residuals;
        var changed = embedding is not null ? 0 : intervention?.Layer ?? Residuals.Length;
        for (var layer = 0; layer < changed; layer++)
        {
            Residuals[layer] = Keep(clean[layer]);
        }

        var residual = embedding ?? clean[changed];
        for (var layer = changed; layer < Residuals.Length; layer++)
        {
            Residuals[layer] = Keep(residual.detach());
            var tap = new Tap(Residuals.Length);
            intervention?.Apply(tap, layer);
            residual = context.Model.Block(layer, residual, context.Sequence, tap);
        }

        return residual;
    }

    /// <summary>Carries the gradient through a block.</summary>
    /// <returns>The gradient at the stream in front of it.</returns>
    private Tensor Backward(AttributionContext context, int layer, Tensor upstream, BlockIntervention? intervention)
    {
        using var scope = NewDisposeScope();
        var tap = new Tap(Residuals.Length);
        var marks = new Dictionary<HookSite, Tensor>();
        // First, so that a mark at the same site is what the rest of the run sees of it.
        intervention?.Apply(tap, layer);
        foreach (var site in _sites)
        {
            tap.Patch(site, layer, value => Marked(site, value));
        }

        var stream = Residuals[layer].detach().requires_grad_(true);
        var output = context.Model.Block(layer, stream, context.Sequence, tap);
        var found = Ops.CheckedGradients((output * upstream).sum(), [stream, .. _sites.Select(site => marks[site])]);
        foreach (var (site, gradient) in _sites.Zip(found.Skip(1)))
        {
            _gradients.Add((site, layer), Keep(gradient.detach()));
            marks[site].Dispose();
        }

        return found[0].detach().MoveToOuterDisposeScope();

        // A zero added on the way: a leaf, at which the gradient can be asked for.
        Tensor Marked(HookSite site, Tensor value)
        {
            var mark = zeros_like(value).requires_grad_(true).DetachFromDisposeScope();
            marks.Add(site, mark);
            return Ops.Add(value, mark);
        }
    }

    private Tensor Keep(Tensor tensor)
    {
        var kept = tensor.contiguous().alias().DetachFromDisposeScope();
        _owned.Add(kept);
        return kept;
    }
}

using static TorchSharp.torch;

namespace Circuitry.Discovery.Attribution;

/// <summary>
/// The gradient of the loss at what every reader reads in one run, kept where it is narrow: behind W_Q, W_K and W_V, and at
/// the inputs of MLPs and logits. Owns its tensors.
/// </summary>
/// <remarks>
/// Phase 1 runs forward without a graph, from where the run leaves the clean one, and keeps the stream in front of each block. Phase 2 takes the gradient at the final
/// stream. Phase 3 goes through the blocks from the last, recomputes each from its stream and carries the gradient through
/// it, so that the graph of one block is all that ever exists.
/// </remarks>
internal sealed class ReaderGradients : IDisposable
{
    private readonly List<Tensor> _owned = [];

    private ReaderGradients(int layers)
    {
        Query = new Tensor[layers];
        Key = new Tensor[layers];
        Value = new Tensor[layers];
        Mlp = new Tensor?[layers];
        Residuals = new Tensor[layers];
    }

    /// <summary>At each block's queries before rotation, [batch, position, head, d_head].</summary>
    public Tensor[] Query { get; }

    /// <summary>At each block's keys before rotation, [batch, position, key_value_head, d_head].</summary>
    public Tensor[] Key { get; }

    /// <summary>At each block's values, [batch, position, key_value_head, d_head].</summary>
    public Tensor[] Value { get; }

    /// <summary>At what each block's MLP reads, [batch, position, d_model].</summary>
    public Tensor?[] Mlp { get; }

    /// <summary>At what the logits read, [batch, position, d_model].</summary>
    public Tensor Logits { get; private set; } = null!;

    /// <summary>The stream in front of each block, [batch, position, d_model].</summary>
    public Tensor[] Residuals { get; }

    /// <summary>Takes the gradients of a run.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="embedding">The stream in front of the first block, [batch, position, d_model]; null for the clean run's.</param>
    /// <param name="intervention">What the run puts in place of a block's own; null for nothing.</param>
    /// <exception cref="MetricException">The metric is not a number.</exception>
    public static ReaderGradients Of(AttributionContext context, Tensor? embedding, BlockIntervention? intervention)
    {
        var result = new ReaderGradients(context.Model.Architecture.Layers);
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
        var hasMlp = !context.Model.Architecture.AttentionOnly;
        var tap = new Tap(Residuals.Length);
        var marks = new List<Tensor> { Residuals[layer].detach().requires_grad_(true) };
        Mark(HookSite.Query);
        Mark(HookSite.Key);
        Mark(HookSite.Value);
        if (hasMlp)
        {
            Mark(HookSite.MlpInput);
        }

        intervention?.Apply(tap, layer);
        var output = context.Model.Block(layer, marks[0], context.Sequence, tap);
        var found = Ops.CheckedGradients((output * upstream).sum(), marks);
        Query[layer] = Keep(found[1].detach());
        Key[layer] = Keep(found[2].detach());
        Value[layer] = Keep(found[3].detach());
        Mlp[layer] = hasMlp ? Keep(found[4].detach()) : null;
        marks.ForEach(mark => mark.Dispose());
        return found[0].detach().MoveToOuterDisposeScope();

        // A zero added on the way: a leaf, at which the gradient can be asked for.
        void Mark(HookSite site) =>
            tap.Patch(
                site,
                layer,
                value =>
                {
                    var mark = zeros_like(value).requires_grad_(true).DetachFromDisposeScope();
                    marks.Add(mark);
                    return Ops.Add(value, mark);
                }
            );
    }

    private Tensor Keep(Tensor tensor)
    {
        var kept = tensor.contiguous().alias().DetachFromDisposeScope();
        _owned.Add(kept);
        return kept;
    }
}

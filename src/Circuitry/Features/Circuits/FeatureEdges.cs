using static TorchSharp.torch;

namespace Circuitry.Features;

/// <summary>
/// The edges between a circuit's nodes: products of the loss's gradient at the downstream node, the node's gradient at the
/// upstream site with all other sites held clean, and what replaces the upstream node ("Sparse Feature Circuits", equation 5).
/// </summary>
/// <remarks>
/// Every site is cut: it hands on its clean value plus zeros that require a gradient, so that one backward pass from a node
/// gives its gradients at all sites that reach it directly, with the sites between stopped. Behind a block whose attention,
/// MLP and stream all have dictionaries no pass is needed: the stream is their sum.
/// </remarks>
internal sealed class FeatureEdges(FeatureTask task, UnitSet nodes)
{
    /// <summary>Numbers that the stream of a batch of nodes may take.</summary>
    private const long Budget = 1L << 22;

    private readonly Dictionary<FeatureSite, SiteNodes> _nodes = task
        .Sites.Select(site => SiteNodes.Of(task, nodes, site))
        .Where(site => site.Count > 0)
        .ToDictionary(site => site.Site);

    private readonly Dictionary<(int From, int To), double> _weights = [];

    /// <summary>Whether sums are taken by closed forms where there are any; passes give the same to rounding.</summary>
    public bool ClosedForms { get; init; } = true;

    /// <summary>All edges whose weight is not zero, ordered by their nodes' numbers.</summary>
    /// <exception cref="MetricException">A weight is not a number.</exception>
    public IReadOnlyList<CircuitEdge> Find(IProgress<Progress>? progress, CancellationToken cancellation)
    {
        using var standIns = StandIns.Of(task, task.Ablation);
        var meter = new ProgressMeter(progress, "edges", task.Batches * (_nodes.Count + 1));
        var done = 0;
        for (var index = 0; index < task.Batches; index++)
        {
            using var scope = NewDisposeScope();
            using var batch = task.Batch(index);
            using var states = FeatureStates.Of(task, batch, standIns);
            var gradients = SiteGradients.AtClean(task, batch, states);
            ToLoss(batch, states);
            meter.Report(++done);
            foreach (var site in _nodes.Keys.Order())
            {
                cancellation.ThrowIfCancellationRequested();
                Into(batch, states, _nodes[site], gradients[site]);
                meter.Report(++done);
            }
        }

        foreach (var (edge, _) in _weights.Where(pair => double.IsNaN(pair.Value)))
        {
            throw new MetricException(
                $"the weight of an edge from {task.Units[edge.From].Name} is not a number (NaN): the metric or its gradient overflows; check the weights and the dictionaries, and compute in float64 if they are of a type with a small range"
            );
        }

        return
        [
            .. _weights
                .Where(pair => pair.Value != 0)
                .OrderBy(pair => pair.Key.From)
                .ThenBy(pair => pair.Key.To)
                .Select(pair => new CircuitEdge(
                    pair.Key.From,
                    pair.Key.To < 0 ? null : pair.Key.To,
                    pair.Value / task.Prompts
                )),
        ];
    }

    /// <summary>The edges from sites that reach the loss directly.</summary>
    private void ToLoss(FeatureBatch batch, FeatureStates states)
    {
        using var scope = NewDisposeScope();
        using var gradients = enable_grad();
        var segment = new CutSegment(task, batch, states, batch.Blocks, 1);
        var loss = batch.Loss(segment.Run(batch.Blocks), 1).sum();
        var found = Ops.CheckedGradients(loss, segment.Leaves);
        using var none = no_grad();
        for (var i = 0; i < segment.Sites.Count; i++)
        {
            Count(segment.Sites[i], states, found[i].unsqueeze(0), [-1]);
        }
    }

    /// <summary>The edges into a site's nodes.</summary>
    private void Into(FeatureBatch batch, FeatureStates states, SiteNodes downstream, Tensor gradient)
    {
        var site = downstream.Site;
        var most = (int)Math.Clamp(Budget / states[site].Input.numel(), 1, 512);
        foreach (var chunk in Enumerable.Range(0, downstream.Count).Chunk(most))
        {
            using var scope = NewDisposeScope();
            using var none = no_grad();
            var cotangents = downstream.Cotangents(task, states[site], gradient, chunk);
            int[] numbers = [.. chunk.Select(node => downstream.Numbers[node])];
            if (ClosedForms && Summands(site) is { } summands)
            {
                foreach (var summand in summands)
                {
                    Count(summand, states, cotangents, numbers);
                }
            }
            else
            {
                Pass(batch, states, site, cotangents, numbers);
            }
        }
    }

    /// <summary>Goes back from a site through the blocks to the sites that reach it directly.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="states">Its clean run.</param>
    /// <param name="site">The site.</param>
    /// <param name="cotangents">A gradient at the site for each node, [node, batch, position, d_in].</param>
    /// <param name="numbers">The nodes' numbers.</param>
    private void Pass(FeatureBatch batch, FeatureStates states, FeatureSite site, Tensor cotangents, int[] numbers)
    {
        using var scope = NewDisposeScope();
        using var gradients = enable_grad();
        var segment = new CutSegment(task, batch, states, Math.Max(site.Layer, 0), numbers.Length);
        using var reached = segment.Before(site).Count > 0 ? segment.Reach(site) : null;
        if (reached is not { requires_grad: true })
        {
            return;
        }

        var sum = (reached * cotangents.flatten(0, 1)).sum();
        var found = Ops.CheckedGradients(sum, segment.Leaves);
        using var none = no_grad();
        for (var i = 0; i < segment.Sites.Count; i++)
        {
            if (segment.Sites[i] != site)
            {
                Count(
                    segment.Sites[i],
                    states,
                    found[i].view([numbers.Length, .. states[segment.Sites[i]].Input.shape]),
                    numbers
                );
            }
        }
    }

    /// <summary>The sites whose sum, but for constants, is a site's activation; null where they do not all have dictionaries.</summary>
    private IReadOnlyList<FeatureSite>? Summands(FeatureSite site)
    {
        if (site.Hook != HookSite.ResidualPost || HookSites.AddedByBlock(task.Model.Architecture) is not { } added)
        {
            return null;
        }

        var before = site.Layer == 0 ? FeatureSite.Embedding : FeatureSite.Residual(site.Layer - 1);
        FeatureSite[] summands = [before, .. added.Select(hook => new FeatureSite(hook, site.Layer))];
        // A dictionary of the stream in front of the block would stand between.
        return
            summands.All(task.Sites.Contains) && !task.Sites.Contains(new FeatureSite(HookSite.ResidualPre, site.Layer))
            ? summands
            : null;
    }

    /// <summary>Adds the edges from a site's nodes.</summary>
    /// <param name="upstream">The site.</param>
    /// <param name="states">The clean run.</param>
    /// <param name="gradient">The gradient at the site of each downstream node, [node, batch, position, d_in].</param>
    /// <param name="numbers">The downstream nodes' numbers; -1 for the loss.</param>
    private void Count(FeatureSite upstream, FeatureStates states, Tensor gradient, int[] numbers)
    {
        if (!_nodes.TryGetValue(upstream, out var from))
        {
            return;
        }

        using var scope = NewDisposeScope();
        var weights = TensorValues.ToArray<double>(from.Effects(task, states[upstream], gradient).to(float64));
        for (var i = 0; i < weights.Length; i++)
        {
            var key = (from.Numbers[i % from.Count], numbers[i / from.Count]);
            _weights[key] = _weights.GetValueOrDefault(key) + weights[i];
        }
    }
}

using static TorchSharp.torch;

namespace Circuitry.Features;

/// <summary>The nodes of a circuit at one site: first features, ordered by number, then error terms.</summary>
internal sealed class SiteNodes
{
    private readonly FeatureNode[] _nodes;

    private SiteNodes(FeatureSite site, FeatureNode[] nodes, FeatureUnits units)
    {
        Site = site;
        _nodes = nodes;
        Numbers = [.. nodes.Select(node => units.IndexOf(node))];
    }

    public FeatureSite Site { get; }

    public int Count => _nodes.Length;

    /// <summary>The nodes' indices among the units.</summary>
    public int[] Numbers { get; }

    public static SiteNodes Of(FeatureTask task, UnitSet nodes, FeatureSite site) =>
        new(
            site,
            [.. task.Units.NodesOf(nodes).Where(node => node.Site == site).OrderBy(node => node.IsError)],
            task.Units
        );

    /// <summary>The gradient of the summed loss, through single nodes alone, with respect to the site's activation.</summary>
    /// <param name="task">The task.</param>
    /// <param name="state">The site's parts.</param>
    /// <param name="gradient">The gradient of the summed loss at the site, [batch, position, d_in].</param>
    /// <param name="chunk">Which nodes.</param>
    /// <returns>[node, batch, position, d_in].</returns>
    public Tensor Cotangents(FeatureTask task, SiteState state, Tensor gradient, int[] chunk)
    {
        using var scope = NewDisposeScope();
        var dictionary = task.Dictionaries[Site];
        var rows = state.Input.flatten(0, 1);
        Tensor? error = null;
        var cotangents = new List<Tensor>();
        foreach (var node in chunk.Select(index => _nodes[index]))
        {
            var cotangent = node.IsError
                ? error ??= OfError(dictionary, state, gradient)
                : OfFeature(dictionary, state, gradient, rows, node.Feature);
            cotangents.Add(node.Position is { } position ? Only(cotangent, position) : cotangent);
        }

        return stack(cotangents).MoveToOuterDisposeScope();
    }

    /// <summary>What replacing each node does where gradients are given, summed over prompts and, where not told apart, positions.</summary>
    /// <param name="task">The task.</param>
    /// <param name="state">The site's parts.</param>
    /// <param name="gradient">[row, batch, position, d_in].</param>
    /// <returns>[row, node].</returns>
    public Tensor Effects(FeatureTask task, SiteState state, Tensor gradient)
    {
        using var scope = NewDisposeScope();
        var parts = new List<Tensor>();
        var features = _nodes.TakeWhile(node => !node.IsError).ToArray();
        if (features.Length > 0)
        {
            using var indices = tensor(features.Select(node => (long)node.Feature).ToArray(), int64)
                .to(gradient.device);
            parts.Add(
                task.Dictionaries[Site].DecoderGradient(gradient, state.Input, indices)
                    * state.FeatureDifference.index_select(-1, indices)
            );
        }

        var errors = Count - features.Length;
        if (errors > 0)
        {
            var effect = (gradient * state.ErrorDifference).sum(dim: -1, keepdim: true);
            parts.Add(effect.expand(effect.size(0), effect.size(1), effect.size(2), errors));
        }

        var summed = cat(parts, -1).sum(dim: 1); // [row, position, node]
        if (!task.Units.SplitsPositions)
        {
            return summed.sum(dim: 1).MoveToOuterDisposeScope();
        }

        var positions = tensor(_nodes.Select(node => (long)node.Position!.Value).ToArray(), int64).to(gradient.device);
        return summed
            .gather(1, positions.view(1, 1, -1).expand(summed.size(0), 1, Count))
            .squeeze(1)
            .MoveToOuterDisposeScope();
    }

    private static Tensor OfFeature(
        FeatureDictionary dictionary,
        SiteState state,
        Tensor gradient,
        Tensor rows,
        int feature
    )
    {
        using var scope = NewDisposeScope();
        var index = tensor(new long[] { feature }, int64).to(gradient.device);
        var ofLoss = dictionary.DecoderGradient(gradient, state.Input, index); // [batch, position, 1]
        var ofInput = dictionary.EncoderGradients(rows, index.expand(rows.size(0))).view(state.Input.shape);
        return (ofLoss * ofInput).MoveToOuterDisposeScope();
    }

    /// <summary>The error term is what is left of the activation, so that its gradient is the activation's without the features' share.</summary>
    private static Tensor OfError(FeatureDictionary dictionary, SiteState state, Tensor gradient)
    {
        using var scope = NewDisposeScope();
        using var gradients = enable_grad();
        var input = state.Input.detach().requires_grad_(true);
        var ofFeatures = dictionary.DecoderGradient(gradient, state.Input).detach();
        var share = Ops.CheckedGradients((dictionary.Encode(input) * ofFeatures).sum(), [input])[0];
        return (gradient - share).detach().MoveToOuterDisposeScope();
    }

    private static Tensor Only(Tensor cotangent, int position)
    {
        var only = zeros_like(cotangent);
        only.narrow(1, position, 1).copy_(cotangent.narrow(1, position, 1));
        return only;
    }
}

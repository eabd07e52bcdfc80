using static TorchSharp.torch;

namespace Circuitry.Features;

/// <summary>
/// Gradients of the loss with respect to activations at sites. No dictionary takes part: the splice x = decode(f) + e changes
/// neither values nor upstream gradients, so that a feature's gradient is its decoder direction times the activation's
/// ("Sparse Feature Circuits", appendix A.3).
/// </summary>
internal static class SiteGradients
{
    /// <summary>The gradients of the summed loss at every site, from one backward pass, [batch, position, d_in] each; of the current scope.</summary>
    public static IReadOnlyDictionary<FeatureSite, Tensor> AtClean(
        FeatureTask task,
        FeatureBatch batch,
        FeatureStates states
    )
    {
        using var gradients = enable_grad();
        using var scope = NewDisposeScope();
        var tap = new Tap(task.Model.Architecture.Layers);
        var leaves = new List<Tensor>();
        foreach (var site in task.Sites)
        {
            var leaf = zeros_like(states[site].Input).requires_grad_(true);
            leaves.Add(leaf);
            Splice.Into(tap, site, value => Ops.Add(value, leaf));
        }

        var found = Ops.CheckedGradients(batch.Run(tap).sum(), leaves);
        return task
            .Sites.Select((site, index) => (site, Gradient: found[index].MoveToOuterDisposeScope()))
            .ToDictionary(pair => pair.site, pair => pair.Gradient);
    }

    /// <summary>The gradient of the summed loss at one site when its activation is another, [batch, position, d_in]; of the current scope.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="states">Its clean run; everything upstream of the site is taken from it.</param>
    /// <param name="site">The site.</param>
    /// <param name="moved">The activation there, [batch, position, d_in].</param>
    public static Tensor At(FeatureBatch batch, FeatureStates states, FeatureSite site, Tensor moved)
    {
        using var gradients = enable_grad();
        using var scope = NewDisposeScope();
        var leaf = moved.detach().requires_grad_(true);
        return Ops.CheckedGradients(From(batch, states, site, leaf, 1).sum(), [leaf])[0].MoveToOuterDisposeScope();
    }

    /// <summary>The loss, [times, batch], when the activation at one site is another; nothing upstream of it is computed again.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="states">Its clean run.</param>
    /// <param name="site">The site.</param>
    /// <param name="moved">The activation there, [times * batch, position, d_in].</param>
    /// <param name="times">How often the prompts are repeated.</param>
    public static Tensor From(FeatureBatch batch, FeatureStates states, FeatureSite site, Tensor moved, int times)
    {
        using var scope = NewDisposeScope();
        var tap = new Tap(batch.Model.Architecture.Layers);
        if (site.Hook == HookSite.ResidualPost)
        {
            return batch.Run(tap, times, site.Layer + 1, moved).MoveToOuterDisposeScope();
        }

        Splice.Into(tap, site, _ => moved.alias());
        return (
            site.Layer < 0
                ? batch.Run(tap, times)
                : batch.Run(tap, times, site.Layer, states.Residuals[site.Layer].repeat(times, 1, 1))
        ).MoveToOuterDisposeScope();
    }
}

using static TorchSharp.torch;

namespace Circuitry;

/// <summary>
/// Indirect effects by one gradient at the clean run ("Sparse Feature Circuits", equation 3): two forward passes and one
/// backward pass for all nodes of all sites.
/// </summary>
/// <param name="task">The task.</param>
/// <param name="options">How to score; null for the defaults.</param>
public sealed class FeatureAttribution(FeatureTask task, FeatureScoringOptions? options = null)
    : FeatureScoring(task, options)
{
    /// <inheritdoc/>
    public override string Name => "attribution patching";

    private protected override int Steps => 1;

    private protected override void Step(FeatureBatch batch, FeatureStates states, int step, Tensor scores)
    {
        var gradients = SiteGradients.AtClean(Task, batch, states);
        using var none = no_grad();
        foreach (var site in Task.Sites)
        {
            Add(site, states[site], gradients[site], 1, scores);
        }
    }
}

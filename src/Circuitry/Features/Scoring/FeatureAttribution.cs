using static TorchSharp.torch;

namespace Circuitry.Features;

/// <summary>
/// Indirect effects by one gradient at the clean run ("Sparse Feature Circuits", equation 3): two forward passes and one
/// backward pass for all nodes of all sites.
/// </summary>
public sealed class FeatureAttribution : FeatureScoring
{
    /// <summary>Binds a task.</summary>
    /// <param name="task">The task.</param>
    /// <param name="options">How to score; null for the defaults.</param>
    /// <exception cref="UnsuitableMethodException">The metric is a distance from the full model, whose gradient at the clean run is zero.</exception>
    public FeatureAttribution(FeatureTask task, FeatureScoringOptions? options = null)
        : base(task, options)
    {
        if (task.Metric is Divergence)
        {
            throw new UnsuitableMethodException(
                $"attribution patching takes the gradient at the clean run, where the {task.Metric.Name}, a distance from the full model, is least and its gradient zero: every score would be 0 or rounding; use FeatureIntegratedGradients or FeatureExactEffects, or a metric of the answers such as LogitDifference"
            );
        }
    }

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

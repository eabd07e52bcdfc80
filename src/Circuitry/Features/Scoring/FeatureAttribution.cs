using static TorchSharp.torch;

namespace Circuitry.Features;

/// <summary>
/// Indirect effects by one gradient at the clean run ("Sparse Feature Circuits", equation 3): two forward passes and one
/// backward pass for all nodes of all sites.
/// </summary>
[Algorithm(
    "attribution patching",
    "Scores every feature and error term by one gradient at the clean run (\"Sparse Feature Circuits\", equation 3)",
    GradientAtClean = "use FeatureIntegratedGradients or FeatureExactEffects, or a metric of the answers such as LogitDifference"
)]
public sealed class FeatureAttribution : FeatureScoring
{
    /// <summary>Binds a task.</summary>
    /// <param name="task">The task.</param>
    /// <param name="options">How to score; null for the defaults.</param>
    /// <exception cref="UnsuitableMethodException">The metric is a distance from the full model, whose gradient at the clean run is zero.</exception>
    public FeatureAttribution(FeatureTask task, FeatureScoringOptions? options = null)
        : base(task, options)
    {
        if (Algorithm.RefusalOf<FeatureAttribution>(Granularity.Feature, task.Ablation, task.Metric) is { } reason)
        {
            throw new UnsuitableMethodException($"{reason} (the task has {task.Metric.Name})");
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

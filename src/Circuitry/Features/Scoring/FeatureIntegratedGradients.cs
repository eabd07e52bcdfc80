using static TorchSharp.torch;

namespace Circuitry.Features;

/// <summary>
/// Indirect effects by gradients integrated from what stands in for a site's features and error term to the clean ones
/// ("Sparse Feature Circuits", equation 4), one site at a time; everything upstream of the site is clean.
/// </summary>
/// <param name="task">The task.</param>
/// <param name="rule">Where on the way gradients are taken; the paper's is <see cref="LeftRule"/>, its program's <see cref="RightRule"/>, with 10 steps.</param>
/// <param name="options">How to score; null for the defaults.</param>
[Algorithm(
    "integrated gradients",
    "Scores every feature and error term by gradients integrated along its site's path (\"Sparse Feature Circuits\", equation 4)"
)]
public sealed class FeatureIntegratedGradients(
    FeatureTask task,
    IntegrationRule rule,
    FeatureScoringOptions? options = null
) : FeatureScoring(task, options, rule)
{
    /// <inheritdoc/>
    public override string Name => "integrated gradients";

    private protected override IReadOnlyDictionary<string, string> Settings =>
        new Dictionary<string, string> { ["rule"] = rule.ToString() };

    private protected override int Steps => Task.Sites.Count;

    private protected override void Step(FeatureBatch batch, FeatureStates states, int step, Tensor scores)
    {
        var site = Task.Sites[step];
        var (state, dictionary) = (states[site], Task.Dictionaries[site]);
        using var none = no_grad();
        // Decoding is affine in the features, so that the way of the features is a straight way of the activation.
        var replaced = dictionary.Decode(Ops.Add(state.Features, state.FeatureDifference), state.Input);
        var difference = Ops.Add(replaced - dictionary.Decode(state.Features, state.Input), state.ErrorDifference);
        foreach (var (at, weight) in rule.Points)
        {
            using var scope = NewDisposeScope();
            var moved = Ops.Add(state.Input, Ops.Scale(difference, 1 - at));
            Add(site, state, SiteGradients.At(batch, states, site, moved), weight, scores);
        }
    }
}

namespace Circuitry.Features;

/// <summary>Options by which a circuit is run alone.</summary>
public sealed record FeatureEvaluationOptions
{
    /// <summary>The replacement of features that are not in the circuit.</summary>
    public Ablation Ablation { get; init; } = new MeanAblation();

    /// <summary>
    /// The first block whose sites are replaced; those before it, the embedding among them, are left as they are. Null for a
    /// third of the blocks, as published ("Sparse Feature Circuits", section 3.3).
    /// </summary>
    public int? FirstBlock { get; init; }

    /// <summary>The treatment of error terms.</summary>
    public ErrorHandling Errors { get; init; } = ErrorHandling.AsNodes;

    internal int FirstBlockOf(FeatureTask task) => FirstBlock ?? task.Model.Architecture.Layers / 3;

    /// <summary>Whether a node is at a site that is replaced at all, and so counts towards a circuit's size.</summary>
    internal bool Counts(FeatureTask task, FeatureNode node) =>
        node.Site.Layer >= FirstBlockOf(task)
        && (
            !node.IsError
            || Errors switch
            {
                ErrorHandling.AsNodes => true,
                ErrorHandling.ResidualOnly => node.Site.Hook is HookSite.ResidualPost or HookSite.ResidualPre,
                _ => false,
            }
        );
}

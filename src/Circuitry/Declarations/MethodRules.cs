namespace Circuitry.Discovery;

/// <summary>Which algorithms suit which experiments: one set of rules for the drivers that are emitted and the checks at run time.</summary>
public static class MethodRules
{
    /// <summary>Every algorithm, in the order in which they are listed.</summary>
    public static IReadOnlyList<DiscoveryMethod> All { get; } =
        (DiscoveryMethod[])Enum.GetValues(typeof(DiscoveryMethod));

    /// <summary>Why an algorithm does not suit an experiment, and what does; null where it does.</summary>
    /// <param name="method">The algorithm.</param>
    /// <param name="granularity">The units of a circuit.</param>
    /// <param name="ablation">The name of the ablation.</param>
    /// <param name="endsInCorruptedRun">Whether the model without any edge is the model on the corrupted prompts.</param>
    /// <param name="divergence">Whether the metric is a distance from the full model's own logits.</param>
    public static string? Refusal(
        DiscoveryMethod method,
        Granularity granularity,
        string ablation,
        bool endsInCorruptedRun,
        bool divergence
    ) =>
        method switch
        {
            DiscoveryMethod.EdgeAttributionPatching when divergence =>
                "edge attribution patching takes the gradient at the clean run, where a distance from the full model is least and its gradient zero: every score would be 0 or rounding; use IntegratedGradients, CleanCorrupted or ExactEffects, or a metric of the answers such as LogitDifference",
            DiscoveryMethod.HeadImportance when divergence =>
                "head importance takes the gradient at the clean run, where a distance from the full model is least and its gradient zero: every importance would be 0 or rounding; use a metric of the answers such as LogitDifference",
            DiscoveryMethod.CleanCorrupted when !endsInCorruptedRun =>
                $"the clean-corrupted method goes to the corrupted run, which {ablation} ablation does not use; declare Corruption(Ablation.Interchange), or use IntegratedGradients along MaskPath or ActivationPath",
            DiscoveryMethod.EdgePruning when granularity != Granularity.Edge =>
                "edge pruning needs [Granularity(Granularity.Edge)]; for nodes there is SubnetworkProbing",
            _ => null,
        };
}

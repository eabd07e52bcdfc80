namespace Circuitry.Benchmarks;

/// <summary>The settings of every algorithm, the same for all tasks: those that scale with the metric are in parts of the gap
/// between the full model and the empty circuit.</summary>
internal static class RecoverySettings
{
    /// <summary>Parts of the gap, five to a decade.</summary>
    private static readonly double[] Thresholds = [.. Enumerable.Range(0, 26).Select(i => Math.Pow(10, i / 5.0 - 5))];

    private static readonly double[] Lambdas = [0.003, 0.01, 0.03, 0.1, 0.3, 1, 3];

    private static readonly double[] Sparsities = [0.5, 0.7, 0.8, 0.85, 0.9, 0.94, 0.97];

    /// <summary>Late lambda and gates that start open: from shorter or half-open starts long chains are given up.</summary>
    private static readonly SubnetworkProbingOptions Probing = new()
    {
        Lambda = 0,
        LearningRate = 0.05,
        InitialValue = 1,
        LambdaSchedule = MaskSchedule.LateRamp,
        Steps = 700,
    };

    /// <summary>The rows of the table, those that do not suit an experiment among them.</summary>
    public static IReadOnlyList<Contender> All(double gap) =>
        [
            AcdcSearch.Contender([.. Thresholds.Select(part => part * gap)]),
            HeadImportance.Contender(),
            SubnetworkProbing.Contender([.. Lambdas.Select(part => part * gap)], Probing).Named("SP, edges"),
            SubnetworkProbing
                .Contender([.. Lambdas.Select(part => part * gap)], Probing with { Units = MaskUnits.Components })
                .Named("SP, nodes"),
            EdgeAttributionPatching.Contender(),
            Integrated(new EmbeddingPath()).Named("EAP-IG, inputs"),
            Integrated(new ActivationPath()).Named("EAP-IG, activations"),
            Integrated(new MaskPath()).Named("EAP-IG, mask"),
            CleanCorrupted.Contender(),
            ExactEffects.Contender(),
            EdgePruning.Contender(Sparsities),
        ];

    /// <summary>Whether an algorithm trains a mask, which takes far longer than anything else; it does so under the distance alone.</summary>
    public static bool IsTrained(string algorithm) => algorithm is nameof(SubnetworkProbing) or nameof(EdgePruning);

    /// <summary>Those that suit an experiment.</summary>
    public static IReadOnlyList<Contender> Suitable(GraphExperiment experiment, double gap) =>
        [
            .. All(gap)
                .Where(contender =>
                    Algorithm.Of(experiment).Any(algorithm => algorithm.Id == contender.Algorithm)
                    && (experiment.Metric is Divergence || !IsTrained(contender.Algorithm))
                    // Its path begins at the corrupted run.
                    && (contender.Name != "EAP-IG, inputs" || experiment.Ablation.EndsInCorruptedRun)
                ),
        ];

    private static Contender Integrated(IntegrationPath path) =>
        IntegratedGradients.Contender(new IntegratedGradientsOptions { Path = path, Rule = new GaussLegendreRule(5) });
}

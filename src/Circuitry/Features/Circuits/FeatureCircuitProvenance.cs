namespace Circuitry.Features;

/// <summary>Notes where circuits of features come from.</summary>
internal static class FeatureCircuitProvenance
{
    /// <summary>The provenance of a circuit or of scores of a task.</summary>
    public static CircuitProvenance Of(FeatureTask task, CircuitMethod method) =>
        new(
            task.Declaration ?? Undeclared(task),
            task.Sites.ToDictionary(site => site.Name, site => task.Dictionaries[site].Hash)
        )
        {
            GivenPrompts = task.Declaration is null ? "given at run time" : task.GivenPrompts,
            GivenMetric = task.Declaration is null
                ? GivenAtRunTime.Metric(task.GetType(), task.Metric.GetType().Name, task.Metric)
                : task.GivenMetric,
            GivenAblation = task.Declaration is { } declared
                ? GivenAtRunTime.Ablation(declared.Ablation, task.Ablation)
                : null,
            Method = method,
            ModelHash = task.Model.Weights.Hash,
            ModelRevision = task.Model.Weights.Revision,
            DataHash = task.DataHash,
            Prompts = task.Prompts,
            NumberType = task.Model.NumberType.ToString(),
            Version = CircuitProvenance.RunningVersion,
            Runtime = TorchRuntime.Describe(),
        };

    /// <summary>What is known of a task that no experiment declares.</summary>
    private static FeatureDeclaration Undeclared(FeatureTask task) =>
        new()
        {
            Experiment = task.Experiment ?? "",
            Model = task.Model.GetType().Name,
            Dataset = "",
            DatasetSize = 0,
            DatasetSeed = 0,
            Ablation = task.Ablation.Name,
            Metric = task.Metric.GetType().Name,
            SplitPositions = task.SplitPositions,
            Dictionaries = "",
        };
}

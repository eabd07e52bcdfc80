namespace Circuitry.Discovery;

/// <summary>Identifies a search, so that a checkpoint is resumed by its own search only.</summary>
internal static class SearchFingerprint
{
    /// <summary>SHA-256 of everything that affects a search's result.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="settings">The method and its settings.</param>
    /// <exception cref="CheckpointException">The metric or a setting holds something that has no value to compare.</exception>
    public static string Of(GraphExperiment experiment, params object?[] settings) =>
        Identity.HashOf(
            experiment.Declaration,
            experiment.Units,
            experiment.Transformer.Weights,
            experiment.Transformer.NumberType,
            experiment.Prompts,
            experiment.Metric,
            experiment.Ablation,
            experiment.Biases,
            settings
        );
}

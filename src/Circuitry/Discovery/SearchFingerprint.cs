namespace Circuitry;

/// <summary>Tells searches apart, so that a checkpoint is gone on from by none but its own.</summary>
internal static class SearchFingerprint
{
    /// <summary>SHA-256 of everything that decides a search's course.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="settings">The method's settings, without where and how often checkpoints are kept.</param>
    public static string Of(Experiment experiment, object settings)
    {
        var identity = string.Join(
            '\n',
            experiment.Declaration,
            experiment.Transformer.Weights.Hash,
            experiment.Prompts.Hash,
            experiment.Transformer.NumberType,
            experiment.Metric.Name,
            settings
        );
        return TextHash.Of(identity);
    }
}

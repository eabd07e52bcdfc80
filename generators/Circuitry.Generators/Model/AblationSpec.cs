namespace Circuitry.Generators;

/// <summary>The ablation that an experiment declares.</summary>
internal sealed record AblationSpec
{
    /// <summary>Its class, as code writes it.</summary>
    public required string FullName { get; init; }

    /// <summary>Its name in files and reports.</summary>
    public required string Name { get; init; }

    /// <summary>Whether corrupted prompts must differ from clean ones.</summary>
    public required bool NeedsCorruption { get; init; }

    /// <summary>Whether the model without any edge is the model on the corrupted prompts.</summary>
    public required bool EndsInCorruptedRun { get; init; }
}

namespace Circuitry.Features;

/// <summary>Options by which nodes are scored.</summary>
public record FeatureScoringOptions : ResumableOptions;

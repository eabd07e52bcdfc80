namespace Circuitry.Features;

/// <summary>How nodes are scored.</summary>
public record FeatureScoringOptions : ResumableOptions;

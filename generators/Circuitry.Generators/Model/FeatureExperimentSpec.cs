namespace Circuitry.Generators;

/// <summary>A feature experiment class to write.</summary>
internal sealed record FeatureExperimentSpec
{
    /// <summary>What the attributes say, and the model's architecture.</summary>
    public required ExperimentSpec Experiment { get; init; }

    /// <summary>The manifest, as the declaration names it.</summary>
    public required string Manifest { get; init; }

    /// <summary>The dictionaries it lists, in forward order.</summary>
    public required EquatableArray<DeclaredDictionary> Dictionaries { get; init; }
}

namespace Circuitry.Discovery;

/// <summary>The attributes of a feature experiment, as data; of features judged outside of an experiment, what is known of them.</summary>
public sealed record FeatureDeclaration : CircuitDeclaration
{
    /// <summary>The manifest of the dictionaries, as the declaration names it; empty outside of an experiment.</summary>
    public required string Dictionaries { get; init; }

    internal override string Units => SplitPositions ? "features, positions split" : "features";

    internal override string Prompt => "prompt";
}

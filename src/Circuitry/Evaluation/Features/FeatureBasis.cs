namespace Circuitry.Evaluation;

/// <summary>What circuits of a curve are made of.</summary>
public enum FeatureBasis
{
    /// <summary>Features, the most important ones first.</summary>
    Features,

    /// <summary>Neurons of the same sites, the most important ones first.</summary>
    Neurons,

    /// <summary>Features in a random order.</summary>
    RandomFeatures,
}

namespace Circuitry.Evaluation;

/// <summary>The basis of a curve's circuits.</summary>
public enum FeatureBasis
{
    /// <summary>Features, the most important ones first.</summary>
    Features,

    /// <summary>Neurons of the same sites, the most important ones first.</summary>
    Neurons,

    /// <summary>Features in a random order.</summary>
    RandomFeatures,
}

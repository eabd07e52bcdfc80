using static TorchSharp.torch;

namespace Circuitry.Testing;

/// <summary>An activation of the clean prompts taken apart, and what replaces its parts.</summary>
/// <param name="Input">The activation, [batch, position, d_in].</param>
/// <param name="Features">Its features, [batch, position, d_sae].</param>
/// <param name="Error">Its error term, [batch, position, d_in].</param>
/// <param name="OtherFeatures">What replaces the features, [batch, position, d_sae].</param>
/// <param name="OtherError">What replaces the error term, [batch, position, d_in].</param>
internal sealed record SiteParts(Tensor Input, Tensor Features, Tensor Error, Tensor OtherFeatures, Tensor OtherError)
{
    /// <summary>From the features to what replaces them.</summary>
    public Tensor FeatureWay { get; } = OtherFeatures - Features;

    /// <summary>From the error term to what replaces it.</summary>
    public Tensor ErrorWay { get; } = OtherError - Error;
}

namespace Circuitry.Features;

/// <summary>A dictionary in a manifest.</summary>
/// <param name="Site">The site.</param>
/// <param name="Folder">Its folder next to the manifest.</param>
/// <param name="Layout">How its files are laid out; one of <see cref="DictionaryLayouts.Names"/>.</param>
/// <param name="InputWidth">Width of the activation, d_in.</param>
/// <param name="Width">Number of features, d_sae.</param>
/// <param name="Activation">The activation function; null if the manifest leaves it to the files.</param>
/// <param name="NormScalingFactor">The factor of SAELens's <c>expected_average_only_in</c>, where that is how it was trained.</param>
internal sealed record DictionaryEntry(
    FeatureSite Site,
    string Folder,
    string Layout,
    int InputWidth,
    int Width,
    string? Activation,
    double? NormScalingFactor = null
);

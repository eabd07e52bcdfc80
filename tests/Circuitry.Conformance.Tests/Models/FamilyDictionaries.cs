using static TorchSharp.torch;

namespace Circuitry.Conformance;

/// <summary>Random dictionaries in float64, of every kind in turn, one of four of which scales its input.</summary>
internal static class FamilyDictionaries
{
    public static FeatureDictionaries Random(IReadOnlyList<SiteFeatures> sites, Architecture architecture) =>
        new(sites.Select((site, index) => Random(site, site.Site.Width(architecture), index)));

    private static SparseAutoencoder Random(SiteFeatures site, int inputWidth, int index)
    {
        using var generator = new Generator((ulong)index + 1, CPU);
        Tensor Normal(params long[] shape) => randn(shape, dtype: float64, generator: generator);
        var kind = index % 5;
        return new SparseAutoencoder(
            site.Site,
            Normal(inputWidth, site.Width),
            kind == 1 ? null : Normal(site.Width),
            Normal(site.Width, inputWidth),
            Normal(inputWidth),
            kind switch
            {
                0 => DictionaryActivation.Relu(),
                1 => DictionaryActivation.Gated(Normal(site.Width), Normal(site.Width), Normal(site.Width)),
                2 => DictionaryActivation.TopK(3),
                3 => DictionaryActivation.BatchTopK(3, 0.4),
                _ => DictionaryActivation.JumpRelu(Normal(site.Width).abs()),
            }
        )
        {
            SubtractsDecoderBias = index % 2 == 0,
            Normalization = index % 4 == 3 ? InputNormalization.ConstantNormRescale : InputNormalization.None,
        };
    }
}

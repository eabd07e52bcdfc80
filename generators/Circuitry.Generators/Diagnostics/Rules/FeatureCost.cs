using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor FeatureCost = Remark(
        "CIR062",
        "What dictionaries cost",
        "'{0}' has {1} features and error terms at {2} sites; the dictionaries hold {3}, and the features of one token {4}"
    );
}

/// <summary>Reports the nodes of an experiment on features and the bytes of its dictionaries, as float32.</summary>
internal static class FeatureCost
{
    private const double NumberBytes = 4;

    /// <summary>The diagnostic of dictionaries that fit.</summary>
    public static Diagnostic Of(
        string experiment,
        EquatableArray<DeclaredDictionary> dictionaries,
        Location? location
    ) =>
        Diagnostic.Create(
            Descriptors.FeatureCost,
            location,
            experiment,
            dictionaries.Sum(dictionary => dictionary.Width + 1),
            dictionaries.Count,
            // Encoder and decoder, and a bias of each.
            ByteCount.Of(
                dictionaries.Sum(dictionary =>
                    NumberBytes
                    * (2.0 * dictionary.InputWidth * dictionary.Width + dictionary.Width + dictionary.InputWidth)
                )
            ),
            ByteCount.Of(dictionaries.Sum(dictionary => NumberBytes * dictionary.Width))
        );
}

using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

/// <summary>Reads the attribute that names the dictionaries of a feature experiment.</summary>
internal static class DictionariesParser
{
    public const string MetadataName = "DictionariesAttribute";

    /// <summary>The manifest that an experiment names; null where its units are not features.</summary>
    /// <returns>Whether units and dictionaries go together.</returns>
    public static bool Parse(
        INamedTypeSymbol type,
        Granularity granularity,
        AttributeData granularityAttribute,
        Findings findings,
        CancellationToken cancellation,
        out string? manifest
    )
    {
        manifest = null;
        var attribute = Attributes.Find(type, MetadataName);
        if (!granularity.IsOfGraph() && attribute is null)
        {
            var location = Attributes.LocationOf(granularityAttribute, cancellation);
            findings.Add(Descriptors.DictionariesMissing, location, type.Name);
            return false;
        }

        if (granularity.IsOfGraph() && attribute is not null)
        {
            var location = Attributes.LocationOf(attribute, cancellation);
            findings.Add(Descriptors.DictionariesWithoutFeatures, location, type.Name, $"of kind {granularity}");
            return false;
        }

        if (attribute is null)
        {
            return true;
        }

        if (Attributes.IsBroken(attribute))
        {
            return false;
        }

        manifest = ConfigPath.Normalise(attribute.ConstructorArguments[0].Value as string ?? "");
        return true;
    }
}

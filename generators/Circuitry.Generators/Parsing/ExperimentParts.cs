using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

/// <summary>The attributes that an experiment is made of.</summary>
internal sealed record ExperimentParts(
    AttributeData Model,
    AttributeData Dataset,
    AttributeData Corruption,
    AttributeData Metric,
    AttributeData Granularity
)
{
    /// <summary>The metadata names of the attributes, and how one shows them to a reader.</summary>
    public static IReadOnlyList<(string MetadataName, string Name, string Shown)> Names { get; } =
    [
        ("ModelAttribute`1", "Model", "[Model<...>]"),
        ("DatasetAttribute`1", "Dataset", "[Dataset<...>]"),
        (AblationParser.MetadataName, "Corruption", "[Corruption(...)]"),
        ("MetricAttribute`1", "Metric", "[Metric<...>]"),
        ("GranularityAttribute", "Granularity", "[Granularity(...)]"),
    ];

    /// <summary>Reads the attributes of a class; null if one is missing.</summary>
    public static ExperimentParts? Of(INamedTypeSymbol type)
    {
        var found = Names
            .Select(name => FindAll(type, name.MetadataName).FirstOrDefault())
            .OfType<AttributeData>()
            .ToArray();
        return found is [var model, var dataset, var corruption, var metric, var granularity]
            ? new ExperimentParts(model, dataset, corruption, metric, granularity)
            : null;
    }

    /// <summary>The attributes that are a part, in the order of the source.</summary>
    public static IEnumerable<AttributeData> FindAll(ISymbol type, string metadataName) =>
        metadataName == AblationParser.MetadataName
            ? AblationParser.FindAll(type)
            : Attributes.FindAll(type, metadataName);

    /// <summary>All of them.</summary>
    public IEnumerable<AttributeData> All => [Model, Dataset, Corruption, Metric, Granularity];
}

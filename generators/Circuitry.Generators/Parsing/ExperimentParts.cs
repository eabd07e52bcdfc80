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
        ("CorruptionAttribute", "Corruption", "[Corruption(...)]"),
        ("MetricAttribute`1", "Metric", "[Metric<...>]"),
        ("GranularityAttribute", "Granularity", "[Granularity(...)]"),
    ];

    /// <summary>Reads the attributes of a class; null if one is missing.</summary>
    public static ExperimentParts? Of(INamedTypeSymbol type)
    {
        var found = Names.Select(name => Attributes.Find(type, name.MetadataName)).OfType<AttributeData>().ToArray();
        return found is [var model, var dataset, var corruption, var metric, var granularity]
            ? new ExperimentParts(model, dataset, corruption, metric, granularity)
            : null;
    }

    /// <summary>All of them.</summary>
    public IEnumerable<AttributeData> All => [Model, Dataset, Corruption, Metric, Granularity];
}

using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

/// <summary>Reads a class with [Experiment].</summary>
internal static class ExperimentParser
{
    public const string AttributeName = "Circuitry.ExperimentAttribute";

    public static Parsed<ExperimentDeclaration> Parse(INamedTypeSymbol type, CancellationToken cancellation)
    {
        var findings = new Findings();
        if (Attributes.Find(type, "ExperimentAttribute") is not { } experiment)
        {
            return findings.With<ExperimentDeclaration>(null);
        }

        var hierarchy = TypeParser.Parse(type, "Experiment", MemberNames.OfExperiments, findings, cancellation);
        var model = Attributes.Find(type, "ModelAttribute`1");
        var dataset = Attributes.Find(type, "DatasetAttribute`1");
        var corruption = Attributes.Find(type, "CorruptionAttribute");
        var metric = Attributes.Find(type, "MetricAttribute`1");
        var granularity = Attributes.Find(type, "GranularityAttribute");
        if (model is null || dataset is null || corruption is null || metric is null || granularity is null)
        {
            var missing = string.Join(
                ", ",
                new[]
                {
                    model is null ? "[Model<...>]" : null,
                    dataset is null ? "[Dataset<...>]" : null,
                    corruption is null ? "[Corruption(...)]" : null,
                    metric is null ? "[Metric<...>]" : null,
                    granularity is null ? "[Granularity(...)]" : null,
                }.OfType<string>()
            );
            findings.Add(
                Descriptors.IncompleteExperiment,
                Attributes.LocationOf(experiment, cancellation),
                type.Name,
                missing
            );
            return findings.With<ExperimentDeclaration>(null);
        }

        if (new[] { model, dataset, corruption, metric, granularity }.Any(Attributes.IsBroken))
        {
            return findings.With<ExperimentDeclaration>(null);
        }

        var source = ModelSource(type, model, findings, cancellation);
        var ablation = Choice<Ablation>(type, corruption, findings, cancellation);
        var unit = Choice<Granularity>(type, granularity, findings, cancellation);
        var splitsPositions = SplitsPositions(type, granularity, dataset, findings, cancellation);
        return findings.With(
            source is null
                ? null
                : new ExperimentDeclaration
                {
                    Type = hierarchy,
                    ModelType = TypeArgument(model),
                    ModelSource = source,
                    DatasetType = TypeArgument(dataset),
                    DatasetSize = dataset.Get("Size", 0),
                    DatasetSeed = dataset.Get("Seed", 0),
                    Ablation = ablation,
                    MetricType = TypeArgument(metric),
                    MetricIsDivergence = IsDivergence(TypeArgumentOf(metric)),
                    Granularity = unit,
                    SplitQueryKeyValue = granularity.Get("SplitQueryKeyValue", true),
                    SplitEmbedding = granularity.Get("SplitEmbedding", false),
                    SplitPositions = splitsPositions,
                }
        );
    }

    /// <summary>The type that a generic attribute names.</summary>
    public static ITypeSymbol TypeArgumentOf(AttributeData attribute) => attribute.AttributeClass!.TypeArguments[0];

    private static string TypeArgument(AttributeData attribute) =>
        TypeArgumentOf(attribute).ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    private static bool SplitsPositions(
        INamedTypeSymbol type,
        AttributeData granularity,
        AttributeData dataset,
        Findings findings,
        CancellationToken cancellation
    )
    {
        var splits = granularity.Get("SplitPositions", false);
        var prompts = TypeArgumentOf(dataset);
        if (splits && !prompts.AllInterfaces.Any(IsPositionGrouped))
        {
            findings.Add(
                Descriptors.PositionsWithoutGroups,
                Attributes.LocationOf(granularity, cancellation),
                type.Name,
                prompts.Name
            );
        }

        return splits;
    }

    private static bool IsPositionGrouped(INamedTypeSymbol type) =>
        type
            is {
                Name: "IPositionGrouped",
                ContainingNamespace: { Name: "Circuitry", ContainingNamespace.IsGlobalNamespace: true }
            };

    private static bool IsDivergence(ITypeSymbol metric)
    {
        for (var type = metric.BaseType; type is not null; type = type.BaseType)
        {
            if (
                type is
                {
                    Name: "Divergence",
                    ContainingNamespace: { Name: "Circuitry", ContainingNamespace.IsGlobalNamespace: true }
                }
            )
            {
                return true;
            }
        }

        return false;
    }

    private static ArchitectureSource? ModelSource(
        INamedTypeSymbol type,
        AttributeData attribute,
        Findings findings,
        CancellationToken cancellation
    )
    {
        var model = TypeArgumentOf(attribute);
        if (model is not INamedTypeSymbol named || Attributes.Find(named, "TransformerAttribute") is null)
        {
            var location = Attributes.LocationOf(attribute, cancellation);
            findings.Add(Descriptors.NotATransformer, location, type.Name, model.Name);
            return null;
        }

        // What is wrong with a model class of this project is reported there, and not once more for each experiment.
        return named.DeclaringSyntaxReferences.IsEmpty
            ? TransformerParser.ParseCompiled(named, cancellation).Declaration
            : TransformerParser.Parse(named, cancellation).Declaration?.Source;
    }

    private static T Choice<T>(
        INamedTypeSymbol type,
        AttributeData attribute,
        Findings findings,
        CancellationToken cancellation
    )
        where T : struct, Enum
    {
        var value = (int)attribute.ConstructorArguments[0].Value!;
        if (!Enum.IsDefined(typeof(T), value))
        {
            findings.Add(
                Descriptors.Unsupported,
                Attributes.LocationOf(attribute, cancellation),
                $"The declaration of '{type.Name}'",
                FormattableString.Invariant($"{value} is not a member of {typeof(T).Name}")
            );
        }

        return (T)Enum.ToObject(typeof(T), value);
    }
}

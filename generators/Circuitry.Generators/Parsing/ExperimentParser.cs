using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

/// <summary>Reads a class with [Experiment].</summary>
internal static class ExperimentParser
{
    public const string AttributeName = "Circuitry." + MetadataName;
    public const string MetadataName = "ExperimentAttribute";

    public static Parsed<ExperimentDeclaration> Parse(INamedTypeSymbol type, CancellationToken cancellation)
    {
        var findings = new Findings();
        if (Attributes.Find(type, MetadataName) is not { } experiment)
        {
            return findings.With<ExperimentDeclaration>(null);
        }

        if (Kinds.IsSeveral(type))
        {
            // Reported once, with the first of them.
            return findings.With<ExperimentDeclaration>(null);
        }

        var hierarchy = TypeParser.Parse(type, EmittedExperiment.Of(type), experiment, findings, cancellation);
        ReportRepeated(type, findings, cancellation);
        if (ExperimentParts.Of(type) is not { } parts)
        {
            ReportMissing(type, experiment, findings, cancellation);
            return findings.With<ExperimentDeclaration>(null);
        }

        var (model, dataset, corruption, metric, granularity) = parts;
        if (parts.All.Any(Attributes.IsBroken))
        {
            return findings.With<ExperimentDeclaration>(null);
        }

        PartKinds.Check(type, parts, findings, cancellation);
        var source = ModelParser.Source(type, model, findings, cancellation);
        if (AblationParser.Of(corruption) is not { } ablation)
        {
            // A number that no ablation has.
            Choice<ShippedAblation>(type, corruption, findings, cancellation);
            return findings.With<ExperimentDeclaration>(null);
        }

        var unit = Choice<Granularity>(type, granularity, findings, cancellation);
        if (!DictionariesParser.Parse(type, unit, granularity, findings, cancellation, out var manifest))
        {
            return findings.With<ExperimentDeclaration>(null);
        }

        // A feature can be told apart at every position; what nodes write is split into groups.
        if (manifest is null)
        {
            CheckPositions(type, granularity, dataset, findings, cancellation);
        }

        return findings.With(
            source is null
                ? null
                : new ExperimentDeclaration
                {
                    Type = hierarchy,
                    Model = Reference(model),
                    ModelSource = source,
                    Dataset = Reference(dataset),
                    DatasetSize = dataset.Get("Size", 0),
                    DatasetSeed = dataset.Get("Seed", 0),
                    Ablation = ablation,
                    Algorithms = new([.. AlgorithmList.Of(type)]),
                    Metric = Reference(metric),
                    MetricIsDivergence = IsDivergence(TypeArgumentOf(metric)),
                    Granularity = unit,
                    SplitQueryKeyValue = granularity.Get("SplitQueryKeyValue", true),
                    SplitEmbedding = granularity.Get("SplitEmbedding", false),
                    SplitPositions = granularity.Get("SplitPositions", false),
                    Dictionaries = manifest,
                    Listing = ListingParser.Parse(type, experiment, model, findings, cancellation),
                }
        );
    }

    /// <summary>The type that a generic attribute names.</summary>
    public static ITypeSymbol TypeArgumentOf(AttributeData attribute) => attribute.AttributeClass!.TypeArguments[0];

    /// <summary>The type that a generic attribute names, as code and results write it.</summary>
    public static TypeReference Reference(AttributeData attribute) =>
        new()
        {
            FullName = TypeArgumentOf(attribute).ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
            PlainName = Signature.Of(TypeArgumentOf(attribute)),
        };

    private static void ReportMissing(
        INamedTypeSymbol type,
        AttributeData experiment,
        Findings findings,
        CancellationToken cancellation
    )
    {
        var missing = ExperimentParts
            .Names.Where(part => !ExperimentParts.FindAll(type, part.MetadataName).Any())
            .ToList();
        findings.Add(
            Descriptors.IncompleteExperiment,
            Attributes.LocationOf(experiment, cancellation),
            FixProperties.Missing(missing.Select(part => part.Name)),
            type.Name,
            string.Join(", ", missing.Select(part => part.Shown))
        );
    }

    // The compiler refuses these as well, and the first one counts until one is removed.
    private static void ReportRepeated(INamedTypeSymbol type, Findings findings, CancellationToken cancellation)
    {
        foreach (var part in ExperimentParts.Names)
        {
            foreach (var repeated in ExperimentParts.FindAll(type, part.MetadataName).Skip(1))
            {
                findings.Remark(
                    Descriptors.PartTwice,
                    Attributes.LocationOf(repeated, cancellation),
                    type.Name,
                    part.Name
                );
            }
        }
    }

    private static void CheckPositions(
        INamedTypeSymbol type,
        AttributeData granularity,
        AttributeData dataset,
        Findings findings,
        CancellationToken cancellation
    )
    {
        var prompts = TypeArgumentOf(dataset);
        if (granularity.Get("SplitPositions", false) && !prompts.AllInterfaces.Any(IsPositionGrouped))
        {
            findings.Add(
                Descriptors.PositionsWithoutGroups,
                Attributes.LocationOf(granularity, cancellation),
                type.Name,
                prompts.Name
            );
        }
    }

    private static bool IsPositionGrouped(INamedTypeSymbol type) =>
        type.Name == "IPositionGrouped" && Rooms.IsRoot(type.ContainingNamespace);

    /// <summary>Whether a metric is a distance from the full model.</summary>
    public static bool IsDivergence(ITypeSymbol metric)
    {
        for (var type = metric.BaseType; type is not null; type = type.BaseType)
        {
            if (type.Name == "Divergence" && Rooms.IsRoot(type.ContainingNamespace))
            {
                return true;
            }
        }

        return false;
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

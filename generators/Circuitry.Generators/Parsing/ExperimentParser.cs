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

        if (Attributes.Find(type, "TransformerAttribute") is not null)
        {
            // Reported with the model.
            return findings.With<ExperimentDeclaration>(null);
        }

        var hierarchy = TypeParser.Parse(type, "Experiment", MemberNames.OfExperiments, findings, cancellation);
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
        var source = ModelSource(type, model, findings, cancellation);
        var ablation = Choice<Ablation>(type, corruption, findings, cancellation);
        var unit = Choice<Granularity>(type, granularity, findings, cancellation);
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
                }
        );
    }

    /// <summary>The type that a generic attribute names.</summary>
    public static ITypeSymbol TypeArgumentOf(AttributeData attribute) => attribute.AttributeClass!.TypeArguments[0];

    private static void ReportMissing(
        INamedTypeSymbol type,
        AttributeData experiment,
        Findings findings,
        CancellationToken cancellation
    )
    {
        var missing = ExperimentParts.Names.Where(part => Attributes.Find(type, part.MetadataName) is null).ToList();
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
            foreach (var repeated in Attributes.FindAll(type, part.MetadataName).Skip(1))
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

    private static string TypeArgument(AttributeData attribute) =>
        TypeArgumentOf(attribute).ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    /// <summary>Whether a metric is a distance from the full model.</summary>
    public static bool IsDivergence(ITypeSymbol metric)
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
        var location = Attributes.LocationOf(attribute, cancellation);
        if (model is not INamedTypeSymbol named || Attributes.Find(named, "TransformerAttribute") is null)
        {
            findings.Add(Descriptors.NotATransformer, location, type.Name, model.Name);
            return null;
        }

        if (Visibility.Of(type) > Visibility.Of(named))
        {
            findings.Add(
                Descriptors.LessVisibleModel,
                location,
                type.Name,
                Visibility.Name(type),
                named.Name,
                Visibility.Name(named)
            );
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

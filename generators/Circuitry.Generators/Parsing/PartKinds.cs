using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

/// <summary>Checks that the classes an experiment names are a data set and a metric that can be made.</summary>
internal static class PartKinds
{
    public static void Check(
        INamedTypeSymbol type,
        ExperimentParts parts,
        Findings findings,
        CancellationToken cancellation
    )
    {
        Check(type, parts.Dataset, "Dataset<...>", DatasetProblem, findings, cancellation);
        Check(type, parts.Metric, "Metric<...>", MetricProblem, findings, cancellation);
        if (!parts.Corruption.AttributeClass!.TypeArguments.IsEmpty)
        {
            Check(type, parts.Corruption, "Corruption<...>", AblationProblem, findings, cancellation);
        }
    }

    /// <summary>The same of the classes that a SHIFT experiment names; the compiler holds them to their interfaces.</summary>
    public static void CheckShift(
        INamedTypeSymbol type,
        AttributeData texts,
        AttributeData? judge,
        Findings findings,
        CancellationToken cancellation
    )
    {
        Check(type, texts, "Biased<...>", Making, findings, cancellation);
        if (judge is not null)
        {
            Check(type, judge, "Judge<...>", Making, findings, cancellation);
        }
    }

    private static void Check(
        INamedTypeSymbol type,
        AttributeData part,
        string shown,
        Func<ITypeSymbol, string?> problem,
        Findings findings,
        CancellationToken cancellation
    )
    {
        var named = ExperimentParser.TypeArgumentOf(part);
        if ((problem(named) ?? Reach.Problem(named, type)) is { } found)
        {
            var location = Attributes.LocationOf(part, cancellation);
            findings.Add(Descriptors.UnfitPart, location, type.Name, named.Name, shown, found);
        }
    }

    private static string? DatasetProblem(ITypeSymbol type) =>
        type.AllInterfaces.Any(implemented => IsOurs(implemented, "IDataset")) ? Making(type)
        : IsMetric(type) ? "is a metric; a data set implements IDataset"
        : "does not implement IDataset";

    private static string? MetricProblem(ITypeSymbol type) =>
        IsMetric(type) ? Making(type)
        : type.AllInterfaces.Any(implemented => IsOurs(implemented, "IDataset"))
            ? "is a data set; a metric derives from Loss, Divergence or Gain"
        : "does not derive from Loss, Divergence or Gain";

    private static string? AblationProblem(ITypeSymbol type) =>
        Derives(type, "Ablation") ? Making(type) : "does not derive from Ablation";

    private static string? Making(ITypeSymbol type) =>
        type switch
        {
            { IsAbstract: true } => "is abstract; name a class that can be made",
            INamedTypeSymbol named
                when !named.InstanceConstructors.Any(constructor =>
                    constructor.Parameters.IsEmpty && constructor.DeclaredAccessibility == Accessibility.Public
                ) => "has no public constructor without parameters",
            INamedTypeSymbol named when NeedsMembers(named) =>
                "has required members, which nothing sets; give them values of their own",
            _ => null,
        };

    private static bool NeedsMembers(INamedTypeSymbol type)
    {
        for (var parent = type; parent is not null; parent = parent.BaseType)
        {
            if (
                parent
                    .GetMembers()
                    .Any(member => member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true })
            )
            {
                return !type.InstanceConstructors.Any(constructor =>
                    constructor.Parameters.IsEmpty
                    && constructor
                        .GetAttributes()
                        .Any(attribute => attribute.AttributeClass?.Name == "SetsRequiredMembersAttribute")
                );
            }
        }

        return false;
    }

    private static bool IsMetric(ITypeSymbol type) => Derives(type, "Metric");

    private static bool Derives(ITypeSymbol type, string name)
    {
        for (var parent = type; parent is not null; parent = parent.BaseType)
        {
            if (IsOurs(parent, name))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOurs(ITypeSymbol type, string name) =>
        type.Name == name && Rooms.IsRoot(type.ContainingNamespace);
}

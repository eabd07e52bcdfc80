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
        Check(parts.Dataset, "Dataset<...>", DatasetProblem);
        Check(parts.Metric, "Metric<...>", MetricProblem);

        void Check(AttributeData part, string shown, Func<ITypeSymbol, string?> problem)
        {
            var named = ExperimentParser.TypeArgumentOf(part);
            if (problem(named) is { } found)
            {
                var location = Attributes.LocationOf(part, cancellation);
                findings.Add(Descriptors.UnfitPart, location, type.Name, named.Name, shown, found);
            }
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

    private static string? Making(ITypeSymbol type) =>
        type switch
        {
            { IsAbstract: true } => "is abstract; name a class that can be made",
            INamedTypeSymbol named
                when !named.InstanceConstructors.Any(constructor =>
                    constructor.Parameters.IsEmpty && constructor.DeclaredAccessibility == Accessibility.Public
                ) => "has no public constructor without parameters",
            _ => null,
        };

    private static bool IsMetric(ITypeSymbol type)
    {
        for (var parent = type; parent is not null; parent = parent.BaseType)
        {
            if (IsOurs(parent, "Metric"))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOurs(ITypeSymbol type, string name) =>
        type.Name == name
        && type.ContainingNamespace is { Name: "Circuitry", ContainingNamespace.IsGlobalNamespace: true };
}

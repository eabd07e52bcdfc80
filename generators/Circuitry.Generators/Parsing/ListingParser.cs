using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

/// <summary>Reads what a program knows of an experiment.</summary>
internal static class ListingParser
{
    /// <summary>Reads the attribute of an experiment, its model and what its class implements.</summary>
    /// <param name="type">The class.</param>
    /// <param name="attribute">The attribute that declares it.</param>
    /// <param name="model">The attribute that names its model.</param>
    /// <param name="findings">Where to report.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public static Listing Parse(
        INamedTypeSymbol type,
        AttributeData attribute,
        AttributeData model,
        Findings findings,
        CancellationToken cancellation
    )
    {
        var name = attribute.ConstructorArguments is [{ Value: string given }] ? given : null;
        if (name is not null && !IsName(name))
        {
            findings.Add(
                Descriptors.UnfitName,
                Attributes.LocationOf(attribute, cancellation),
                CommentText.Line(name),
                type.Name
            );
        }

        var studied = ExperimentParser.TypeArgumentOf(model) as INamedTypeSymbol;
        var weights = studied is null ? null : Attributes.Find(studied, TransformerParser.MetadataName);
        var threshold = attribute.Get("Threshold", double.NaN);
        return new Listing
        {
            Name = name,
            Summary = attribute.Get<string?>("Summary", null),
            Threshold = double.IsNaN(threshold) ? null : threshold,
            OnlyByName = attribute.Get("OnlyByName", false),
            Weights = weights is null ? null : WeightsOf(weights),
            MakesWeights = Implements(studied, "IMadeWeights"),
            KnowsCircuit = Implements(type, "IKnownCircuit"),
            HasCorpus = Implements(type, "ICorpus"),
            CanBeNamed = CanBeNamed(type) && studied is not null && CanBeNamed(studied),
        };
    }

    // A model on the hub is what its declaration names, unless it says otherwise.
    private static string? WeightsOf(AttributeData transformer) =>
        transformer.Get<string?>("Weights", null)
        ?? (transformer.ConstructorArguments is [{ Value: string named }] && ConfigPath.IsModel(named) ? named : null);

    /// <summary>Whether another class of the project can name a type.</summary>
    public static bool CanBeNamed(INamedTypeSymbol type)
    {
        for (var outer = type; outer is not null; outer = outer.ContainingType)
        {
            if (
                outer.IsFileLocal
                || IsForbidden(outer)
                || outer.DeclaredAccessibility
                    is not (Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal)
            )
            {
                return false;
            }
        }

        return true;
    }

    // Naming it is an error, [Obsolete("...", error: true)].
    private static bool IsForbidden(INamedTypeSymbol type) =>
        type.GetAttributes()
            .Any(attribute =>
                attribute.AttributeClass is { Name: "ObsoleteAttribute", ContainingNamespace.Name: "System" }
                && attribute.ConstructorArguments is [_, { Value: true }, ..]
            );

    // A folder is named so, on every system, and nothing on a command line need be quoted.
    private static bool IsName(string name) =>
        name.Length > 0
        && name[0] != '-'
        && name[name.Length - 1] != '-'
        && name.All(c => c is >= 'a' and <= 'z' or >= '0' and <= '9' or '-');

    private static bool Implements(INamedTypeSymbol? type, string name) =>
        type?.AllInterfaces.Any(known => known.Name == name && Rooms.IsWithin(known.ContainingNamespace)) == true;
}

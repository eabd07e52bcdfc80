using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

/// <summary>Reads the model that an experiment names.</summary>
internal static class ModelParser
{
    /// <summary>Where the model's architecture comes from; null if the class is no model, which is reported.</summary>
    public static ArchitectureSource? Source(
        INamedTypeSymbol type,
        AttributeData attribute,
        Findings findings,
        CancellationToken cancellation
    )
    {
        var model = ExperimentParser.TypeArgumentOf(attribute);
        var location = Attributes.LocationOf(attribute, cancellation);
        if (model is not INamedTypeSymbol named || Attributes.Find(named, TransformerParser.MetadataName) is null)
        {
            findings.Add(Descriptors.NotATransformer, location, type.Name, model.Name);
            return null;
        }

        if ((Reach.Problem(named, type) ?? Compiled(named, attribute)) is { } problem)
        {
            findings.Add(Descriptors.UnfitPart, location, type.Name, named.Name, "Model<...>", problem);
            return null;
        }

        if (!Visibility.IsAsFar(named, type))
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

    /// <summary>Why a model that comes compiled cannot be used; null if it can.</summary>
    private static string? Compiled(INamedTypeSymbol model, AttributeData attribute) =>
        model.DeclaringSyntaxReferences.IsEmpty
        && !(
            model.BaseType?.MetadataName == EmittedModel.Class.Parent
            && SymbolEqualityComparer.Default.Equals(
                model.BaseType.ContainingAssembly,
                attribute.AttributeClass?.ContainingAssembly
            )
        )
            ? "was compiled without its emitted part; build its project with this package"
            : null;
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Circuitry.Generators;

/// <summary>Reports what is wrong with the rows of a family, and with attributes of families at classes that are none.</summary>
internal static class FamilyAnalysis
{
    public static void Report(SymbolAnalysisContext context, INamedTypeSymbol type)
    {
        var cancellation = context.CancellationToken;
        if (Attributes.Find(type, FamilyParser.MetadataName) is not null)
        {
            foreach (var (problem, location) in FamilyParser.Parse(type, cancellation, out _))
            {
                context.ReportDiagnostic(
                    Diagnostic.Create(FamilyParser.DescriptorOf(problem), location, type.Name, problem.Problem)
                );
            }
        }
        else if (
            FamilyParser
                .Rows.Select(row => (row.Shown, Attribute: Attributes.Find(type, row.MetadataName)))
                .FirstOrDefault(row => row.Attribute is not null) is
            { Attribute: { } stray } first
        )
        {
            Stray(stray, $"has {first.Shown}, which stands in a family; give the class [ModelType(...)] too");
        }

        if (
            Attributes.Find(type, FamilyParser.NamingMetadataName) is { } naming
            && Attributes.Find(type, TransformerParser.MetadataName) is null
        )
        {
            Stray(naming, "names a family and is no model; give it [Transformer(...)] with a config.json");
        }

        void Stray(AttributeData attribute, string problem) =>
            context.ReportDiagnostic(
                Diagnostic.Create(
                    Descriptors.NotAFamily,
                    Attributes.LocationOf(attribute, cancellation),
                    type.Name,
                    problem
                )
            );
    }
}

using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Circuitry.Generators;

/// <summary>An experiment that the parser has accepted, with the facts that rules ask for.</summary>
internal sealed class CheckedExperiment(
    SymbolAnalysisContext context,
    ExperimentParts parts,
    ExperimentDeclaration declaration,
    Architecture? architecture
)
{
    /// <summary>The declaration, as the attributes state it.</summary>
    public ExperimentDeclaration Declaration { get; } = declaration;

    /// <summary>The model's architecture; null if it is not known, which has been reported.</summary>
    public Architecture? Architecture { get; } = architecture;

    /// <summary>The attributes.</summary>
    public ExperimentParts Parts { get; } = parts;

    /// <summary>The experiment's name.</summary>
    public string Name => context.Symbol.Name;

    /// <summary>The data set class.</summary>
    public ITypeSymbol Dataset => ExperimentParser.TypeArgumentOf(Parts.Dataset);

    /// <summary>The metric class.</summary>
    public ITypeSymbol Metric => ExperimentParser.TypeArgumentOf(Parts.Metric);

    /// <summary>The model class.</summary>
    public ITypeSymbol Model => ExperimentParser.TypeArgumentOf(Parts.Model);

    /// <summary>A number that the data set's class declares about its pairs; 0 if it declares none.</summary>
    public int Makes(string property) => Attributes.Find(Dataset, "DatasetMakesAttribute")?.Get(property, 0) ?? 0;

    /// <summary>A number that the data set's class declares to need; 0 if it declares none.</summary>
    public int Needs(string property) => Attributes.Find(Dataset, "DatasetNeedsAttribute")?.Get(property, 0) ?? 0;

    /// <summary>Whether the data set's class declares its corrupted prompts to be the clean ones.</summary>
    public bool IsCleanOnly =>
        Attributes.Find(Dataset, "DatasetMakesAttribute") is { } makes && !makes.Get("Corrupted", true);

    /// <summary>The options that hold where an attribute is written.</summary>
    public AnalyzerConfigOptions Options(AttributeData attribute) =>
        attribute.ApplicationSyntaxReference is { } reference
            ? context.Options.AnalyzerConfigOptionsProvider.GetOptions(reference.SyntaxTree)
            : context.Options.AnalyzerConfigOptionsProvider.GlobalOptions;

    /// <summary>Reports at an attribute, or at one of its named arguments.</summary>
    public void Report(
        DiagnosticDescriptor descriptor,
        AttributeData attribute,
        string? argument,
        ImmutableDictionary<string, string?>? properties,
        params object[] arguments
    )
    {
        var location =
            (argument is null ? null : LocationOf(attribute, argument))
            ?? Attributes.LocationOf(attribute, context.CancellationToken);
        context.ReportDiagnostic(Diagnostic.Create(descriptor, location, properties, arguments));
    }

    /// <summary>Reports at an attribute.</summary>
    public void Report(DiagnosticDescriptor descriptor, AttributeData attribute, params object[] arguments) =>
        Report(descriptor, attribute, null, null, arguments);

    private Location? LocationOf(AttributeData attribute, string argument) =>
        attribute.ApplicationSyntaxReference?.GetSyntax(context.CancellationToken) is AttributeSyntax syntax
            ? syntax
                .ArgumentList?.Arguments.FirstOrDefault(given =>
                    given.NameEquals?.Name.Identifier.ValueText == argument
                )
                ?.GetLocation()
            : null;
}

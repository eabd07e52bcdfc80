using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Circuitry.Generators;

/// <summary>The algorithms that a project sees: the runtime's, those of other references, and its own.</summary>
internal static class AlgorithmList
{
    private const string Runtime = "Circuitry";

    private static readonly ConditionalWeakTable<Compilation, IReadOnlyList<AlgorithmSpec>> OfCompilations = new();
    private static readonly ConditionalWeakTable<IAssemblySymbol, IReadOnlyList<AlgorithmSpec>> OfReferences = new();

    /// <summary>The algorithms that the project of a class sees, by the names of their drivers.</summary>
    public static IReadOnlyList<AlgorithmSpec> Of(INamedTypeSymbol type) =>
        type.ContainingAssembly is ISourceAssemblySymbol { Compilation: var compilation } ? Of(compilation) : [];

    /// <summary>The algorithms that a project sees, by the names of their drivers.</summary>
    public static IReadOnlyList<AlgorithmSpec> Of(Compilation compilation) =>
        OfCompilations.GetValue(compilation, static all => Read(all));

    /// <summary>Why an algorithm can have no driver of its name, and what to do; null if it can.</summary>
    public static string? Problem(Compilation compilation, INamedTypeSymbol type, AttributeData attribute)
    {
        var driver = AlgorithmParser.DriverOf(type, attribute);
        if (!SyntaxFacts.IsValidIdentifier(driver))
        {
            return $"has a driver named '{driver}', which is no name of a method; choose another with Driver";
        }

        if (IsTaken(compilation, driver, AlgorithmParser.IsOfFeatures(type)))
        {
            return $"has a driver named '{driver}', which experiments have already; choose another with Driver";
        }

        var full = type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        return Of(compilation).FirstOrDefault(other => other.Driver == driver) is { } first && first.FullName != full
            ? $"has the driver '{driver}' of {first.FullName.Replace("global::", "")}; choose another with Driver"
            : null;
    }

    // Names of what is emitted, and of what experiments inherit.
    private static bool IsTaken(Compilation compilation, string driver, bool ofFeatures)
    {
        if ((ofFeatures ? EmittedExperiment.FeatureNames : EmittedExperiment.Names).Contains(driver))
        {
            return true;
        }

        for (
            var level = compilation.GetTypeByMetadataName(
                ofFeatures ? "Circuitry.Features.FeatureExperiment`1" : "Circuitry.GraphExperiment`1"
            );
            level is not null;
            level = level.BaseType
        )
        {
            if (!level.GetMembers(driver).IsEmpty)
            {
                return true;
            }
        }

        return false;
    }

    private static IReadOnlyList<AlgorithmSpec> Read(Compilation compilation)
    {
        var own = Types(compilation.Assembly.GlobalNamespace)
            .Where(HasAttributeByItsLooks)
            .Select(type => AlgorithmParser.Of(type, isOwn: true))
            .OfType<AlgorithmSpec>()
            .Where(algorithm =>
                SyntaxFacts.IsValidIdentifier(algorithm.Driver)
                && !IsTaken(compilation, algorithm.Driver, algorithm.OfFeatures)
            );
        var others = compilation
            .SourceModule.ReferencedAssemblySymbols.Where(KnowsTheRuntime)
            .SelectMany(assembly => OfReferences.GetValue(assembly, static known => Read(known)));
        return
        [
            .. others
                .Concat(own)
                .GroupBy(algorithm => algorithm.Driver, StringComparer.Ordinal)
                .Select(alike => alike.First())
                .OrderBy(algorithm => algorithm.Driver, StringComparer.Ordinal),
        ];
    }

    private static IReadOnlyList<AlgorithmSpec> Read(IAssemblySymbol assembly) =>
        [
            .. Types(assembly.GlobalNamespace)
                .Where(type => type.DeclaredAccessibility == Accessibility.Public)
                .Select(type => AlgorithmParser.Of(type, isOwn: assembly.Name != Runtime))
                .OfType<AlgorithmSpec>()
                .Where(algorithm => algorithm.IsPublic),
        ];

    private static bool KnowsTheRuntime(IAssemblySymbol assembly) =>
        assembly.Name == Runtime
        || assembly.Modules.Any(module => module.ReferencedAssemblies.Any(reference => reference.Name == Runtime));

    // Before anything is bound, which is what costs.
    private static bool HasAttributeByItsLooks(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences.Any(reference =>
            reference.GetSyntax() is TypeDeclarationSyntax { AttributeLists.Count: > 0 } declared
            && declared
                .AttributeLists.SelectMany(list => list.Attributes)
                .Any(attribute => NameOf(attribute.Name) is "Algorithm" or AlgorithmParser.MetadataName)
        );

    private static string NameOf(NameSyntax name) =>
        name switch
        {
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
            AliasQualifiedNameSyntax aliased => aliased.Name.Identifier.ValueText,
            _ => "",
        };

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceSymbol space) =>
        space.GetTypeMembers().SelectMany(WithNested).Concat(space.GetNamespaceMembers().SelectMany(Types));

    private static IEnumerable<INamedTypeSymbol> WithNested(INamedTypeSymbol type) =>
        type.GetTypeMembers().SelectMany(WithNested).Prepend(type);
}

using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Circuitry.Generators;

/// <summary>Reads all declarations of a compilation.</summary>
internal static class DeclarationsParser
{
    /// <summary>Whether a node can be a declaration, by its looks.</summary>
    public static bool IsCandidate(SyntaxNode node) => node is TypeDeclarationSyntax { AttributeLists.Count: > 0 };

    /// <summary>The metadata name of a type as it is written: the same as long as the type is where it is.</summary>
    public static string NameOf(TypeDeclarationSyntax type)
    {
        var name = Own(type);
        for (var outer = type.Parent; outer is not null; outer = outer.Parent)
        {
            name = outer switch
            {
                TypeDeclarationSyntax around => Own(around) + "+" + name,
                BaseNamespaceDeclarationSyntax space => Of(space.Name) + "." + name,
                _ => name,
            };
        }

        return name;
    }

    /// <summary>Reads the classes of these names that are declarations and have nothing wrong with them.</summary>
    public static Declarations Parse(
        Compilation compilation,
        ImmutableArray<string> names,
        CancellationToken cancellation
    )
    {
        var transformers = ImmutableArray.CreateBuilder<TransformerDeclaration>();
        var experiments = ImmutableArray.CreateBuilder<ExperimentDeclaration>();
        var shifts = ImmutableArray.CreateBuilder<ShiftDeclared>();
        // A class of several parts is a candidate as often as it has parts with attributes.
        INamedTypeSymbol[] candidates =
        [
            .. names.Distinct().Select(compilation.Assembly.GetTypeByMetadataName).OfType<INamedTypeSymbol>(),
        ];
        foreach (var type in candidates)
        {
            cancellation.ThrowIfCancellationRequested();
            if (TransformerParser.Parse(type, cancellation).Declaration is { } transformer)
            {
                transformers.Add(transformer);
            }

            if (ExperimentParser.Parse(type, cancellation).Declaration is { } experiment)
            {
                experiments.Add(experiment);
            }

            if (ShiftParser.Parse(type, cancellation).Declaration is { } shift)
            {
                shifts.Add(shift);
            }
        }

        var hints = HintNames.Of([
            .. transformers.Select(declared => declared.Type),
            .. experiments.Select(declared => declared.Type),
            .. shifts.Select(declared => declared.Type),
        ]);
        return new Declarations(
            new([.. transformers.Select(declared => declared with { Type = hints[declared.Type] })]),
            new([.. experiments.Select(declared => declared with { Type = hints[declared.Type] })]),
            new([.. shifts.Select(declared => declared with { Type = hints[declared.Type] })]),
            ProgramParser.Parse(compilation, candidates)
        );
    }

    private static string Own(TypeDeclarationSyntax type)
    {
        var arity = type.TypeParameterList?.Parameters.Count ?? 0;
        return arity == 0 ? type.Identifier.ValueText : $"{type.Identifier.ValueText}`{Literal.Of(arity)}";
    }

    private static string Of(NameSyntax name) =>
        string.Join(".", name.DescendantTokens().Select(token => token.ValueText).Where(text => text != "."));
}

/// <summary>What a project declares, in the order of its sources.</summary>
internal sealed record Declarations(
    EquatableArray<TransformerDeclaration> Transformers,
    EquatableArray<ExperimentDeclaration> Experiments,
    EquatableArray<ShiftDeclared> Shifts,
    ProgramSpec Program
);

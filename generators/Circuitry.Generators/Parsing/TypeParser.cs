using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Circuitry.Generators;

/// <summary>Reads where a class stands, and whether another part of it can be written.</summary>
internal static class TypeParser
{
    private static readonly SymbolDisplayFormat NamespaceFormat =
        SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted);

    // A hint name must not have an at sign.
    private static readonly SymbolDisplayFormat UnescapedFormat = NamespaceFormat.RemoveMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers
    );

    /// <summary>Reads a class; what stands in the way of another part goes to the findings.</summary>
    /// <param name="type">The class.</param>
    /// <param name="emitted">What is emitted into it.</param>
    /// <param name="attribute">The attribute that declares it.</param>
    /// <param name="findings">Where to report.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public static TypeHierarchy Parse(
        INamedTypeSymbol type,
        EmittedClass emitted,
        AttributeData attribute,
        Findings findings,
        CancellationToken cancellation
    )
    {
        var location = type.Locations.FirstOrDefault();
        if (emitted.Declares(type.Name))
        {
            findings.Add(Descriptors.ReservedName, location, type.Name);
        }

        if (Unsuitable(type, emitted, attribute) is { } reason)
        {
            findings.Add(Descriptors.UnsuitableClass, location, type.Name, reason);
        }

        if (!IsPartial(type, cancellation))
        {
            findings.Add(Descriptors.ClassNotPartial, location, type.Name);
        }

        Surroundings.Check(type, attribute, findings);
        if (HasOwnMembers(type, cancellation))
        {
            OwnMembers.Check(type, emitted, findings);
            OwnConstructors.Check(type, emitted, findings, cancellation);
        }

        var containers = ImmutableArray.CreateBuilder<string>();
        var hint = type.MetadataName;
        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            if (!IsPartial(outer, cancellation))
            {
                // At the class inside: an editor shows nothing that is reported outside of what is looked at.
                findings.Add(Descriptors.ContainerNotPartial, location, outer.Name, type.Name);
            }

            containers.Insert(0, $"partial {Keyword(outer)} {Attributes.Escape(outer.Name)}");
            hint = outer.MetadataName + "+" + hint;
        }

        var space = type.ContainingNamespace;
        return new TypeHierarchy
        {
            Namespace = space.IsGlobalNamespace ? "" : space.ToDisplayString(NamespaceFormat),
            Containers = new(containers.ToImmutable()),
            Name = Attributes.Escape(type.Name),
            PlainName = type.Name,
            Accessibility = SyntaxFacts.GetText(type.DeclaredAccessibility),
            FullName = type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
            HintName = space.IsGlobalNamespace ? hint : space.ToDisplayString(UnescapedFormat) + "." + hint,
        };
    }

    private static string? Unsuitable(INamedTypeSymbol type, EmittedClass emitted, AttributeData attribute)
    {
        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            if (outer.IsGenericType)
            {
                return $"is nested in the generic type '{outer.Name}'; move it out";
            }

            if (outer.IsFileLocal)
            {
                return $"is nested in the file-local type '{outer.Name}', to which no other file can add; move it out";
            }
        }

        return type switch
        {
            { IsGenericType: true } => "is generic; remove its type parameters",
            { IsStatic: true } => "is static; remove 'static'",
            { IsAbstract: true } => "is abstract; remove 'abstract'",
            { TypeKind: TypeKind.Struct } => "is a struct; declare it as a class",
            { IsRecord: true } => "is a record; declare it as a class",
            { IsFileLocal: true } => "is file-local, so that no other file can add to it; remove 'file'",
            { BaseType: { SpecialType: not SpecialType.System_Object } own }
                when !IsParent(type, own, emitted, attribute) =>
                $"derives from '{Signature.Of(own)}', and its emitted part derives from {emitted.Parent.Split('`')[0]}; remove the base class",
            _ => null,
        };
    }

    // The base class may be written out, as what it is.
    private static bool IsParent(
        INamedTypeSymbol type,
        INamedTypeSymbol own,
        EmittedClass emitted,
        AttributeData attribute
    ) =>
        own.MetadataName == emitted.Parent
        && Rooms.IsWithin(own.ContainingNamespace)
        && SymbolEqualityComparer.Default.Equals(own.ContainingAssembly, attribute.AttributeClass?.ContainingAssembly)
        && own.ContainingType is null
        && (
            own.TypeArguments.IsEmpty
            || Attributes.Find(type, "ModelAttribute`1") is { } model
                && SymbolEqualityComparer.Default.Equals(own.TypeArguments[0], ExperimentParser.TypeArgumentOf(model))
        );

    // Most declarations end in a semicolon, and asking a class for its members makes a symbol of each that is emitted.
    private static bool HasOwnMembers(INamedTypeSymbol type, CancellationToken cancellation) =>
        type.DeclaringSyntaxReferences.Any(part =>
            !OwnMembers.IsEmitted(part.SyntaxTree)
            && part.GetSyntax(cancellation) is TypeDeclarationSyntax declaration
            && (declaration.Members.Count > 0 || declaration.ParameterList is not null)
        );

    private static bool IsPartial(INamedTypeSymbol type, CancellationToken cancellation) =>
        type.DeclaringSyntaxReferences.Any(part =>
            part.GetSyntax(cancellation) is TypeDeclarationSyntax declaration
            && declaration.Modifiers.Any(SyntaxKind.PartialKeyword)
        );

    private static string Keyword(INamedTypeSymbol type) =>
        type switch
        {
            { IsRecord: true, TypeKind: TypeKind.Struct } => "record struct",
            { IsRecord: true } => "record",
            { TypeKind: TypeKind.Struct } => "struct",
            { TypeKind: TypeKind.Interface } => "interface",
            _ => "class",
        };
}

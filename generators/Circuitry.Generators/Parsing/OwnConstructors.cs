using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Circuitry.Generators;

/// <summary>Refuses constructors of a declared class that cannot stand beside the emitted one.</summary>
internal static class OwnConstructors
{
    public static void Check(
        INamedTypeSymbol type,
        EmittedClass emitted,
        Findings findings,
        CancellationToken cancellation
    )
    {
        foreach (var constructor in type.InstanceConstructors.Where(constructor => !constructor.IsImplicitlyDeclared))
        {
            var syntax = constructor.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation);
            var location = constructor.Locations.FirstOrDefault();
            if (OwnMembers.IsEmitted(location) || Problem(syntax, constructor, emitted) is not { } problem)
            {
                continue;
            }

            findings.Add(
                Descriptors.OwnConstructor,
                location,
                problem.IsRemovable
                    ? FixProperties.Of(FixProperties.IsRemovable, "true")
                    : ImmutableDictionary<string, string?>.Empty,
                type.Name,
                problem.Text
            );
        }
    }

    private static (string Text, bool IsRemovable)? Problem(
        SyntaxNode? syntax,
        IMethodSymbol constructor,
        EmittedClass emitted
    ) =>
        syntax switch
        {
            TypeDeclarationSyntax => (
                $"has a primary constructor, and its emitted part the constructor ({emitted.Constructor}); remove the parameter list, and let a static method take what it takes",
                true
            ),
            ConstructorDeclarationSyntax
                when Signature.Of(constructor) is var own
                    && (own == emitted.Constructor || own == emitted.CopyConstructor) => (
                $"has a constructor ({own}) of its own, which is emitted into it as well; remove it",
                true
            ),
            ConstructorDeclarationSyntax { Initializer: null } => (
                $"has a constructor that calls no other, and its base class has none without parameters; let it call the emitted one, ': this(...)' with ({emitted.Constructor})",
                false
            ),
            _ => null,
        };
}

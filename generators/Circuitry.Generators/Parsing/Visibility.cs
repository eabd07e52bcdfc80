using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

/// <summary>How far a class can be seen, the types around it included.</summary>
internal static class Visibility
{
    /// <summary>Whether a class can be seen wherever another can, as a base class's argument must be.</summary>
    public static bool IsAsFar(INamedTypeSymbol seen, INamedTypeSymbol from)
    {
        for (var outer = seen; outer is not null; outer = outer.ContainingType)
        {
            if (outer.DeclaredAccessibility != Accessibility.Public && !Around(from).Any(type => IsWithin(outer, type)))
            {
                return false;
            }
        }

        return true;
    }

    // Whether all who see a type, by its own accessibility alone, see a restricted one.
    private static bool IsWithin(INamedTypeSymbol restricted, INamedTypeSymbol type)
    {
        var isInternal =
            type.DeclaredAccessibility
                is Accessibility.Private
                    or Accessibility.Internal
                    or Accessibility.ProtectedAndInternal
            && (
                SymbolEqualityComparer.Default.Equals(restricted.ContainingAssembly, type.ContainingAssembly)
                || restricted.ContainingAssembly.GivesAccessTo(type.ContainingAssembly)
            );
        var isProtected = type.DeclaredAccessibility switch
        {
            Accessibility.Private => Around(type.ContainingType).Any(outer => IsHeir(outer, restricted.ContainingType)),
            Accessibility.Protected or Accessibility.ProtectedAndInternal => IsHeir(
                type.ContainingType,
                restricted.ContainingType
            ),
            _ => false,
        };
        return restricted.DeclaredAccessibility switch
        {
            Accessibility.Internal => isInternal,
            Accessibility.Protected => isProtected,
            Accessibility.ProtectedAndInternal => isInternal && isProtected,
            Accessibility.ProtectedOrInternal => isInternal
                || isProtected
                || type.DeclaredAccessibility == Accessibility.ProtectedOrInternal
                    && SymbolEqualityComparer.Default.Equals(restricted.ContainingAssembly, type.ContainingAssembly)
                    && IsHeir(type.ContainingType, restricted.ContainingType),
            _ => type.DeclaredAccessibility == Accessibility.Private
                && Around(type.ContainingType)
                    .Any(outer => SymbolEqualityComparer.Default.Equals(outer, restricted.ContainingType)),
        };
    }

    private static IEnumerable<INamedTypeSymbol> Around(INamedTypeSymbol? type)
    {
        for (var outer = type; outer is not null; outer = outer.ContainingType)
        {
            yield return outer;
        }
    }

    private static bool IsHeir(INamedTypeSymbol? type, INamedTypeSymbol? ancestor)
    {
        for (var parent = type; parent is not null; parent = parent.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(parent.OriginalDefinition, ancestor?.OriginalDefinition))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The higher, the further.</summary>
    private static int Of(INamedTypeSymbol type)
    {
        var least = int.MaxValue;
        for (var outer = type; outer is not null; outer = outer.ContainingType)
        {
            least = Math.Min(
                least,
                outer.DeclaredAccessibility switch
                {
                    Accessibility.Public => 3,
                    Accessibility.Protected or Accessibility.ProtectedOrInternal => 2,
                    Accessibility.Internal => 1,
                    _ => 0,
                }
            );
        }

        return least;
    }

    /// <summary>How a reader calls it.</summary>
    public static string Name(INamedTypeSymbol type) =>
        Of(type) switch
        {
            3 => "public",
            2 => "protected",
            1 => "internal",
            _ => "private",
        };
}

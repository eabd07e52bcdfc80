using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

/// <summary>How far a class can be seen, the types around it included.</summary>
internal static class Visibility
{
    /// <summary>The higher, the further.</summary>
    public static int Of(INamedTypeSymbol type)
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

using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

/// <summary>Parameters by which the compiler tells methods of one name apart, with the names of their types alone.</summary>
internal static class Signature
{
    private static readonly SymbolDisplayFormat Format = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameOnly,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes
    );

    /// <summary>The parameters of a method; null if it cannot be mistaken for one that is emitted.</summary>
    public static string? Of(IMethodSymbol method) =>
        method.Arity > 0 || method.Parameters.Any(parameter => parameter.RefKind != RefKind.None)
            ? null
            : string.Join(", ", method.Parameters.Select(parameter => Of(parameter.Type)));

    /// <summary>A type's name.</summary>
    public static string Of(ITypeSymbol type) => type.ToDisplayString(Format);
}

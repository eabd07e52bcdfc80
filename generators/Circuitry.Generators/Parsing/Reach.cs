using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

/// <summary>Whether emitted code, which stands in a file of its own and knows no aliases, can name a type.</summary>
internal static class Reach
{
    /// <summary>Why a type cannot be named in the emitted part of a class; null if it can.</summary>
    public static string? Problem(ITypeSymbol named, INamedTypeSymbol type)
    {
        var compilation = (type.ContainingAssembly as ISourceAssemblySymbol)?.Compilation;
        for (var outer = named as INamedTypeSymbol; outer is not null; outer = outer.ContainingType)
        {
            if (outer.IsFileLocal)
            {
                return "is file-local, so that no other file can name it; remove 'file'";
            }

            if (
                outer.TypeArguments.Select(argument => Problem(argument, type)).OfType<string>().FirstOrDefault() is
                { } of
            )
            {
                return of;
            }
        }

        return
            compilation is not null
            && named.ContainingAssembly is { } assembly
            && Surroundings.Aliased(compilation, assembly) is { } alias
            ? $"is in an assembly that is referenced under the alias '{alias}' alone; remove the alias, or add 'global' to it"
            : null;
    }
}

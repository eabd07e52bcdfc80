using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

/// <summary>The namespaces of the runtime: Circuitry itself and those within it.</summary>
internal static class Rooms
{
    private const string Root = "Circuitry";

    /// <summary>Whether a namespace is Circuitry itself, which holds what declarations name.</summary>
    public static bool IsRoot(INamespaceSymbol? space) =>
        space is { Name: Root, ContainingNamespace.IsGlobalNamespace: true };

    /// <summary>Whether a namespace is Circuitry or lies within it.</summary>
    public static bool IsWithin(INamespaceSymbol? space) =>
        space is { IsGlobalNamespace: false } && (IsRoot(space) || IsWithin(space.ContainingNamespace));
}

using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

/// <summary>The positions of an edge's ends in the residual stream, by their types.</summary>
internal static class EdgeEnd
{
    /// <summary>The stage at which a reader, or a part of the tree that can be one, reads; null for anything else.</summary>
    public static ITypeSymbol? Reader(ITypeSymbol type) =>
        type is not INamedTypeSymbol named ? null
        : HookTree.IsRuntime(named, "ReaderPoint`2") ? named.TypeArguments[1]
        : IsNode(named) ? named.TypeArguments[0]
        : null;

    /// <summary>The first stage that reads a writer's output; null for anything else.</summary>
    public static ITypeSymbol? Writer(ITypeSymbol type) =>
        type is INamedTypeSymbol named && HookTree.IsRuntime(named, "WriterPoint`2") ? named.TypeArguments[1] : null;

    /// <summary>The first stage that reads the output of a head or an MLP; null for anything else.</summary>
    public static ITypeSymbol? Output(ITypeSymbol? type) =>
        type is INamedTypeSymbol { Name: "Head" or "Mlp" } named && IsNode(named) ? named.TypeArguments[1] : null;

    private static bool IsNode(INamedTypeSymbol type) =>
        type is { Name: "Head" or "KeyValueHead" or "Mlp", TypeArguments.Length: > 0 }
        && HookTree.ModelOf(type) is not null;
}

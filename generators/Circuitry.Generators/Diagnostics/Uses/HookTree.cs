using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

/// <summary>Navigates an emitted tree of hook points by its symbols.</summary>
internal static class HookTree
{
    /// <summary>The model whose tree a type belongs to; null if it belongs to none.</summary>
    public static INamedTypeSymbol? ModelOf(ITypeSymbol? type)
    {
        for (var outer = type as INamedTypeSymbol; outer is not null; outer = outer.ContainingType)
        {
            if (outer is { Name: "Hooks", ContainingType: { } model })
            {
                return IsModel(model) ? model : null;
            }
        }

        return null;
    }

    /// <summary>The model that a reader's or a writer's hook point belongs to, by its place in the stream.</summary>
    public static INamedTypeSymbol? ModelOfPoint(ITypeSymbol? type) =>
        type is INamedTypeSymbol { TypeArguments: [_, INamedTypeSymbol stage] } ? ModelOf(stage) : ModelOf(type);

    /// <summary>Whether a class has [Transformer].</summary>
    public static bool IsModel(INamedTypeSymbol type) =>
        Attributes.Find(type, TransformerParser.MetadataName) is not null;

    /// <summary>Whether a type is one of the runtime's.</summary>
    public static bool IsRuntime(ITypeSymbol? type, string metadataName) =>
        type is not null && type.MetadataName == metadataName && Rooms.IsWithin(type.ContainingNamespace);

    /// <summary>The tree of a model; null if it has not been emitted.</summary>
    public static INamedTypeSymbol? Of(INamedTypeSymbol model) => model.GetTypeMembers("Hooks").FirstOrDefault();

    /// <summary>The public properties of a part of a tree.</summary>
    public static IEnumerable<IPropertySymbol> Members(ITypeSymbol type)
    {
        for (var own = type; own is not null; own = own.BaseType)
        {
            foreach (var property in own.GetMembers().OfType<IPropertySymbol>())
            {
                if (property is { DeclaredAccessibility: Accessibility.Public, IsIndexer: false })
                {
                    yield return property;
                }
            }
        }
    }

    /// <summary>How many members there are that are called so and numbered from 0.</summary>
    public static int Count(ITypeSymbol type, string prefix)
    {
        var count = 0;
        while (type.GetMembers(prefix + Literal.Of(count)).Length > 0)
        {
            count++;
        }

        return count;
    }

    /// <summary>Splits a name such as <c>Layer12</c>; the index is -1 where there is none or it is no int.</summary>
    public static (string Prefix, int Index) Split(string name)
    {
        var prefix = name.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        var isNumber = int.TryParse(
            name.Substring(prefix.Length),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var index
        );
        return (prefix, isNumber ? index : -1);
    }

    /// <summary>Whether a type is another or derives from it.</summary>
    public static bool Is(ITypeSymbol? type, ITypeSymbol other)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(type, other))
            {
                return true;
            }
        }

        return false;
    }
}

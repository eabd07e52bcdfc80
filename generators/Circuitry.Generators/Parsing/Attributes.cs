using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Circuitry.Generators;

/// <summary>Finds and reads attributes of the namespace Circuitry.</summary>
internal static class Attributes
{
    /// <summary>The first attribute of a metadata name such as <c>ModelAttribute`1</c>; null if there is none.</summary>
    public static AttributeData? Find(ISymbol symbol, string metadataName) =>
        FindAll(symbol, metadataName).FirstOrDefault();

    /// <summary>All attributes of a metadata name, in the order of the source.</summary>
    public static IEnumerable<AttributeData> FindAll(ISymbol symbol, string metadataName)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (
                attribute.AttributeClass is { } type
                && type.MetadataName == metadataName
                && Rooms.IsRoot(type.ContainingNamespace)
            )
            {
                yield return attribute;
            }
        }
    }

    /// <summary>Whether the compiler could not bind the attribute, and has said so.</summary>
    public static bool IsBroken(AttributeData attribute) =>
        attribute.AttributeConstructor is null
        || attribute.AttributeClass is null or { TypeKind: TypeKind.Error }
        || attribute.AttributeClass.TypeArguments.Any(argument => argument.TypeKind == TypeKind.Error)
        || attribute.ConstructorArguments.Any(argument => argument.Kind == TypedConstantKind.Error)
        || attribute.NamedArguments.Any(argument => argument.Value.Kind == TypedConstantKind.Error);

    /// <summary>Where an attribute is written.</summary>
    public static Location? LocationOf(AttributeData attribute, CancellationToken cancellation) =>
        attribute.ApplicationSyntaxReference?.GetSyntax(cancellation).GetLocation();

    /// <summary>Whether a property is set.</summary>
    public static bool Sets(this AttributeData attribute, string property) =>
        attribute.NamedArguments.Any(argument => argument.Key == property);

    /// <summary>The value of a property; an enumeration's is an int.</summary>
    public static T Get<T>(this AttributeData attribute, string property, T absent)
    {
        foreach (var argument in attribute.NamedArguments)
        {
            if (argument.Key == property && argument.Value.Value is T value)
            {
                return value;
            }
        }

        return absent;
    }

    /// <summary>A name as code spells it.</summary>
    public static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None
        || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None
            ? "@" + name
            : name;
}

using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

/// <summary>Reads a class with [Algorithm].</summary>
internal static class AlgorithmParser
{
    public const string MetadataName = "AlgorithmAttribute";

    /// <summary>The attribute of a class; null if it has none.</summary>
    public static AttributeData? AttributeOf(ISymbol type) => Attributes.Find(type, MetadataName);

    /// <summary>The name of an algorithm's driver.</summary>
    public static string DriverOf(INamedTypeSymbol type, AttributeData attribute) =>
        attribute.Get<string?>("Driver", null) ?? type.Name;

    /// <summary>What a class's attribute says it needs.</summary>
    public static AlgorithmRules RulesOf(AttributeData attribute) =>
        new(
            attribute.ConstructorArguments[0].Value as string ?? "",
            attribute.Get<string?>("GradientAtClean", null),
            attribute.Get<string?>("CorruptedRun", null),
            attribute.Get<string?>("EdgesOnly", null),
            attribute.Get<string?>("NotNeurons", null)
        );

    /// <summary>The algorithm of a class; null if it is none, or there is a <see cref="Problem"/> with it.</summary>
    /// <param name="type">The class.</param>
    /// <param name="isOwn">Whether the runtime does not know it.</param>
    public static AlgorithmSpec? Of(INamedTypeSymbol type, bool isOwn)
    {
        if (
            AttributeOf(type) is not { } attribute
            || Attributes.IsBroken(attribute)
            || Problem(type) is not null
            || ConstructorOf(type) is not { } constructor
        )
        {
            return null;
        }

        var parameters = constructor.Parameters.Skip(1).ToList();
        return new AlgorithmSpec
        {
            FullName = Full(type),
            Driver = DriverOf(type, attribute),
            Rules = RulesOf(attribute),
            Summary = attribute.ConstructorArguments[1].Value as string ?? "",
            Parameters = new([
                .. parameters.Select(parameter => new AlgorithmParameter(
                    Full(parameter.Type),
                    Signature.Of(parameter.Type.WithNullableAnnotation(NullableAnnotation.NotAnnotated)),
                    parameter.Name,
                    parameter.HasExplicitDefaultValue
                )),
            ]),
            Number = parameters is [var options]
                ? NumberOf(options.Type, attribute.Get<string?>("Parameter", null))
                : null,
            OfFeatures = IsTask(constructor.Parameters[0].Type),
            IsOwn = isOwn,
            IsPublic = parameters.Select(parameter => parameter.Type).Append(type).All(IsPublic),
        };
    }

    /// <summary>Why a class with the attribute can have no driver, and what to do; null if it can.</summary>
    public static string? Problem(INamedTypeSymbol type) =>
        type switch
        {
            { IsAbstract: true } => "is abstract; put the attribute on the class that is made",
            { IsGenericType: true } => "is generic; put the attribute on a class without type parameters",
            _ when !IsSeen(type) => "cannot be named by other files; make it public or internal",
            _ when ConstructorOf(type) is null =>
                "has no constructor that an experiment can call; give it one whose first parameter is a GraphExperiment, or a FeatureTask where units are features, whose others are by value, and none other that begins so",
            _ => null,
        };

    private static IMethodSymbol? ConstructorOf(INamedTypeSymbol type)
    {
        var constructors = type
            .InstanceConstructors.Where(constructor =>
                constructor.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal
                && constructor.Parameters is [{ Type: { } first }, ..]
                && (IsExperiment(first) || IsTask(first))
                && constructor
                    .Parameters.Skip(1)
                    .All(parameter =>
                        parameter.RefKind == RefKind.None
                        && (!parameter.HasExplicitDefaultValue || parameter.ExplicitDefaultValue is null)
                    )
            )
            .ToList();
        return constructors is [var only] ? only : null;
    }

    /// <summary>Whether an algorithm works on features of dictionaries, and not on a graph.</summary>
    public static bool IsOfFeatures(INamedTypeSymbol type) =>
        ConstructorOf(type) is { } constructor && IsTask(constructor.Parameters[0].Type);

    private static bool IsExperiment(ITypeSymbol type) =>
        type.Name == "GraphExperiment" && Rooms.IsRoot(type.ContainingNamespace);

    private static bool IsTask(ITypeSymbol type) =>
        type is { Name: "FeatureTask", ContainingNamespace: { Name: "Features" } room }
        && Rooms.IsRoot(room.ContainingNamespace);

    // The one required member of an options object, wherever in its hierarchy it is declared.
    private static AlgorithmNumber? NumberOf(ITypeSymbol options, string? meaning)
    {
        var required = new List<IPropertySymbol>();
        for (var level = options; level is not null; level = level.BaseType)
        {
            required.AddRange(level.GetMembers().OfType<IPropertySymbol>().Where(member => member.IsRequired));
        }

        return required is [var number]
            ? new AlgorithmNumber(
                Full(number.Type),
                Signature.Of(number.Type),
                number.Name,
                meaning ?? $"The {char.ToLowerInvariant(number.Name[0])}{number.Name.Substring(1)} of the options",
                number.Type is INamedTypeSymbol { Name: "IReadOnlyList", Arity: 1 }
            )
            : null;
    }

    private static bool IsSeen(INamedTypeSymbol type)
    {
        for (var outer = type; outer is not null; outer = outer.ContainingType)
        {
            if (
                outer.IsFileLocal || outer.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Internal)
            )
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsPublic(ITypeSymbol type)
    {
        for (var outer = type as INamedTypeSymbol; outer is not null; outer = outer.ContainingType)
        {
            if (outer.DeclaredAccessibility != Accessibility.Public || !outer.TypeArguments.All(IsPublic))
            {
                return false;
            }
        }

        return true;
    }

    private static string Full(ITypeSymbol type) =>
        type.WithNullableAnnotation(NullableAnnotation.NotAnnotated)
            .ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
}

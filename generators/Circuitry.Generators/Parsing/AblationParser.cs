using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

/// <summary>Reads the attribute that names an experiment's ablation: one that comes with Circuitry, or a class.</summary>
internal static class AblationParser
{
    public const string MetadataName = "CorruptionAttribute";
    private const string Suffix = "Ablation";

    /// <summary>The attributes that name an ablation, in the order of the source.</summary>
    public static IEnumerable<AttributeData> FindAll(ISymbol type) =>
        Attributes.FindAll(type, MetadataName).Concat(Attributes.FindAll(type, MetadataName + "`1"));

    /// <summary>The class of an ablation; null for a number that no ablation has.</summary>
    public static INamedTypeSymbol? ClassOf(AttributeData corruption) =>
        corruption.AttributeClass is { TypeArguments: [INamedTypeSymbol own] } ? own
        : corruption.ConstructorArguments is [{ Value: int value }] && Enum.IsDefined(typeof(ShippedAblation), value)
            ? corruption.AttributeClass!.ContainingNamespace.GetTypeMembers((ShippedAblation)value + Suffix)[0]
        : null;

    /// <summary>What an ablation's class says of itself.</summary>
    public static AblationSpec Of(INamedTypeSymbol type)
    {
        var traits = Attributes.Find(type, "AblationTraitsAttribute");
        return new AblationSpec
        {
            FullName = type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
            Name = type.Name.EndsWith(Suffix, StringComparison.Ordinal)
                ? type.Name.Substring(0, type.Name.Length - Suffix.Length)
                : type.Name,
            NeedsCorruption = traits?.Get("NeedsCorruption", false) ?? false,
            EndsInCorruptedRun = traits?.Get("EndsInCorruptedRun", false) ?? false,
        };
    }

    /// <summary>The ablation of an attribute; null for a number that no ablation has, and where the attribute is broken.</summary>
    public static AblationSpec? Of(AttributeData? corruption) =>
        corruption is not null && !Attributes.IsBroken(corruption) && ClassOf(corruption) is { } type ? Of(type) : null;
}

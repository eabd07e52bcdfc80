using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

/// <summary>Reads a class with [Transformer].</summary>
internal static class TransformerParser
{
    public const string AttributeName = "Circuitry.TransformerAttribute";

    /// <summary>Names that members of a model class have, and that the class itself therefore cannot have.</summary>
    private static readonly HashSet<string> MemberNames =
    [
        .. ConstantsFormatter.MemberNames,
        "Hooks",
        "Architecture",
        "Weights",
        "NumberType",
        "Device",
        "EmbedTokens",
        "EmbedPositions",
        "Embed",
        "Block",
        "Query",
        "Key",
        "Value",
        "Attend",
        "Mlp",
        "Unembed",
        "Forward",
        "Run",
        "PerQueryHead",
        "Load",
    ];

    public static Parsed<TransformerDeclaration> Parse(INamedTypeSymbol type, CancellationToken cancellation)
    {
        var findings = new Findings();
        if (Attributes.Find(type, "TransformerAttribute") is not { } attribute)
        {
            return findings.With<TransformerDeclaration>(null);
        }

        var hierarchy = TypeParser.Parse(type, findings, cancellation);
        if (MemberNames.Contains(type.Name))
        {
            findings.Add(Descriptors.ReservedName, type.Locations.FirstOrDefault(), type.Name);
        }

        if (
            type.BaseType is { SpecialType: not SpecialType.System_Object } parent
            && parent.ToDisplayString() != "Circuitry.TransformerModel"
        )
        {
            findings.Add(
                Descriptors.UnsuitableClass,
                type.Locations.FirstOrDefault(),
                type.Name,
                $"derives from '{parent.Name}', and the emitted part derives from TransformerModel; remove the base class"
            );
        }

        var source = ParseSource(type, attribute, findings, cancellation);
        return findings.With(source is null ? null : new TransformerDeclaration { Type = hierarchy, Source = source });
    }

    /// <summary>Reads the attribute of a class that another assembly has compiled, whose shape is no concern any more.</summary>
    public static Parsed<ArchitectureSource> ParseCompiled(INamedTypeSymbol type, CancellationToken cancellation)
    {
        var findings = new Findings();
        return Attributes.Find(type, "TransformerAttribute") is { } attribute
            ? findings.With(ParseSource(type, attribute, findings, cancellation))
            : findings.With<ArchitectureSource>(null);
    }

    private static ArchitectureSource? ParseSource(
        INamedTypeSymbol type,
        AttributeData attribute,
        Findings findings,
        CancellationToken cancellation
    )
    {
        if (Attributes.IsBroken(attribute))
        {
            return null;
        }

        var location = Attributes.LocationOf(attribute, cancellation);
        if (attribute.ConstructorArguments.Length == 0)
        {
            var declared = SpeltOutParser.Parse(type.Name, attribute, location, findings);
            return declared is null ? null : new ArchitectureSource { Declared = declared };
        }

        var config = ConfigPath.Normalise(attribute.ConstructorArguments[0].Value as string ?? "");
        if (attribute.NamedArguments.Length > 0)
        {
            var names = string.Join(", ", attribute.NamedArguments.Select(argument => argument.Key));
            findings.Add(Descriptors.ConfigAndSizes, location, type.Name, config, names);
        }

        return new ArchitectureSource { Config = config };
    }
}

using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

/// <summary>Reads a class with [Transformer].</summary>
internal static class TransformerParser
{
    public const string AttributeName = "Circuitry." + MetadataName;
    public const string MetadataName = "TransformerAttribute";

    public static Parsed<TransformerDeclaration> Parse(INamedTypeSymbol type, CancellationToken cancellation)
    {
        var findings = new Findings();
        if (Attributes.Find(type, MetadataName) is not { } attribute)
        {
            return findings.With<TransformerDeclaration>(null);
        }

        if (Kinds.IsSeveral(type))
        {
            return findings.With<TransformerDeclaration>(null);
        }

        var hierarchy = TypeParser.Parse(type, EmittedModel.Class, attribute, findings, cancellation);
        var source = ParseSource(type, attribute, findings, cancellation);
        return findings.With(source is null ? null : new TransformerDeclaration { Type = hierarchy, Source = source });
    }

    /// <summary>Reads the attribute of a class that another assembly has compiled, whose shape is no concern any more.</summary>
    public static Parsed<ArchitectureSource> ParseCompiled(INamedTypeSymbol type, CancellationToken cancellation)
    {
        var findings = new Findings();
        return Attributes.Find(type, MetadataName) is { } attribute
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
        if (!FamilyParser.TryFind(type, attribute, findings, cancellation, out var family))
        {
            return null;
        }

        if (attribute.ConstructorArguments.Length == 0)
        {
            var declared = SpeltOutParser.Parse(type.Name, attribute, location, findings);
            return declared is null ? null : new ArchitectureSource { Declared = declared };
        }

        var config = ConfigPath.Normalise(attribute.ConstructorArguments[0].Value as string ?? "");
        var sizes = attribute
            .NamedArguments.Select(argument => argument.Key)
            .Except(StatedSwitches.Properties, StringComparer.Ordinal)
            .Where(name => name != "Weights")
            .ToList();
        if (sizes.Count > 0)
        {
            findings.Add(Descriptors.ConfigAndSizes, location, type.Name, config, string.Join(", ", sizes));
        }

        return new ArchitectureSource
        {
            Config = config,
            Stated = new([
                .. StatedSwitches
                    .Properties.Where(attribute.Sets)
                    .Select(name => new StatedSwitch(name, attribute.Get(name, false))),
            ]),
            Family = family?.Declaration,
            FamilyClass = family?.Class,
        };
    }
}

using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

/// <summary>Reads a class with [Shift].</summary>
internal static class ShiftParser
{
    public const string AttributeName = "Circuitry." + MetadataName;
    public const string MetadataName = "ShiftAttribute";

    public static Parsed<ShiftDeclared> Parse(INamedTypeSymbol type, CancellationToken cancellation)
    {
        var findings = new Findings();
        if (Attributes.Find(type, MetadataName) is not { } shift)
        {
            return findings.With<ShiftDeclared>(null);
        }

        var hierarchy = TypeParser.Parse(type, "ShiftExperiment", MemberNames.OfShifts, findings, cancellation);
        var model = Attributes.Find(type, "ModelAttribute`1");
        var texts = Attributes.Find(type, "BiasedAttribute`1");
        var dictionaries = Attributes.Find(type, DictionariesParser.MetadataName);
        if (model is null || texts is null || dictionaries is null)
        {
            var missing = new[]
            {
                model is null ? "[Model<...>]" : null,
                texts is null ? "[Biased<...>]" : null,
                dictionaries is null ? "[Dictionaries(...)]" : null,
            };
            findings.Add(
                Descriptors.IncompleteShift,
                Attributes.LocationOf(shift, cancellation),
                type.Name,
                string.Join(", ", missing.OfType<string>())
            );
            return findings.With<ShiftDeclared>(null);
        }

        var judge = Attributes.Find(type, "JudgeAttribute`1");
        if (new[] { shift, model, texts, dictionaries, judge ?? shift }.Any(Attributes.IsBroken))
        {
            return findings.With<ShiftDeclared>(null);
        }

        var source = ModelParser.Source(type, model, findings, cancellation);
        return findings.With(
            source is null
                ? null
                : new ShiftDeclared
                {
                    Type = hierarchy,
                    ModelType = TypeArgument(model),
                    ModelSource = source,
                    DatasetType = TypeArgument(texts),
                    DatasetSize = texts.Get("Size", 0),
                    DatasetSeed = texts.Get("Seed", 0),
                    JudgeType = judge is null ? null : TypeArgument(judge),
                    Dictionaries = ConfigPath.Normalise(dictionaries.ConstructorArguments[0].Value as string ?? ""),
                    Block = Math.Max(0, shift.Get("Block", 0)),
                    Features = shift.Get("Features", 60),
                }
        );
    }

    private static string TypeArgument(AttributeData attribute) =>
        ExperimentParser.TypeArgumentOf(attribute).ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
}

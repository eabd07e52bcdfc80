using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

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

        if (Kinds.IsSeveral(type))
        {
            return findings.With<ShiftDeclared>(null);
        }

        var hierarchy = TypeParser.Parse(type, EmittedShift.Of(type), shift, findings, cancellation);
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

        if (judge is null && !type.GetMembers("Judge").OfType<IMethodSymbol>().Any(IsJudge))
        {
            findings.Add(Descriptors.JudgeMissing, Attributes.LocationOf(shift, cancellation), type.Name);
        }

        PartKinds.CheckShift(type, texts, judge, findings, cancellation);
        var source = ModelParser.Source(type, model, findings, cancellation);
        return findings.With(
            source is null
                ? null
                : new ShiftDeclared
                {
                    Type = hierarchy,
                    Model = ExperimentParser.Reference(model),
                    ModelSource = source,
                    Dataset = ExperimentParser.Reference(texts),
                    DatasetSize = texts.Get("Size", 0),
                    DatasetSeed = texts.Get("Seed", 0),
                    Judge = judge is null ? null : ExperimentParser.Reference(judge),
                    Dictionaries = ConfigPath.Normalise(dictionaries.ConstructorArguments[0].Value as string ?? ""),
                    Block = shift.Get("Block", 0),
                    Features = shift.Get("Features", 60),
                    Listing = ListingParser.Parse(type, shift, model, findings, cancellation),
                }
        );
    }

    // The part that declares the method is emitted, and both must be declared alike; an analyzer sees it too.
    private static bool IsJudge(IMethodSymbol method)
    {
        var own = method.PartialImplementationPart ?? method;
        return own.Locations.Any(location => !OwnMembers.IsEmitted(location))
            && Signature.Of(own) == "FeatureEvidence"
            && Signature.Of(own.ReturnType) == "Judgement"
            && own.RefKind == RefKind.None
            && own.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is MethodDeclarationSyntax declaration
            && declaration.Modifiers.Count == 2
            && declaration.Modifiers.Any(SyntaxKind.PublicKeyword)
            && declaration.Modifiers.Any(SyntaxKind.PartialKeyword);
    }
}

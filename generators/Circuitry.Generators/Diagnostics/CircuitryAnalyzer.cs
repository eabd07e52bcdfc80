using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Circuitry.Generators;

/// <summary>Reports the errors of declarations: the diagnostics of the parser that the generator takes its models from.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CircuitryAnalyzer : DiagnosticAnalyzer
{
    private static readonly ImmutableArray<ExperimentRule> Rules =
    [
        new SplitWithoutEffect(),
        new AnswersMissing(),
        new CorruptionMissing(),
        new VocabularyTooSmall(),
        new PromptsTooLong(),
        new GraphTooLarge(),
        new DatasetSize(),
        new Cost(),
        new MemoryLimit(),
        new MemoryLimitMalformed(),
    ];

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        Descriptors.ClassNotPartial,
        Descriptors.ContainerNotPartial,
        Descriptors.UnsuitableClass,
        Descriptors.IncompleteExperiment,
        Descriptors.NotATransformer,
        Descriptors.ConfigMissing,
        Descriptors.ConfigAmbiguous,
        Descriptors.ConfigMalformed,
        Descriptors.UnknownFamily,
        Descriptors.Unsupported,
        Descriptors.ConfigAndSizes,
        Descriptors.MissingSizes,
        Descriptors.ReservedName,
        Descriptors.PartTwice,
        Descriptors.ModelAndExperiment,
        Descriptors.PartWithoutExperiment,
        Descriptors.UnfitAlgorithm,
        Descriptors.UnfitName,
        Descriptors.UnfitPart,
        Descriptors.LessVisibleModel,
        Descriptors.DictionariesMissing,
        Descriptors.DictionariesNotListed,
        Descriptors.DictionariesMalformed,
        Descriptors.DictionaryUnfit,
        Descriptors.DictionariesWithoutFeatures,
        Descriptors.IncompleteShift,
        Descriptors.ShiftBlock,
        Descriptors.JudgeMissing,
        Descriptors.FeatureCost,
        Descriptors.OwnMember,
        Descriptors.OwnConstructor,
        Descriptors.LanguageTooOld,
        Descriptors.RuntimeHidden,
        Descriptors.UnknownSwitch,
        Descriptors.UnfitFamilyRow,
        Descriptors.FamilyTwice,
        Descriptors.MissingSwitch,
        Descriptors.FamilyWithoutTensor,
        Descriptors.NotAFamily,
        .. Rules.Select(rule => rule.Descriptor),
        Descriptors.PositionsWithoutGroups,
    ];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypesByMetadataName(TransformerParser.AttributeName).IsEmpty)
            {
                return;
            }

            var architectures = new Architectures(start.Options.AdditionalFiles);
            start.RegisterSymbolAction(symbol => Analyze(symbol, architectures), SymbolKind.NamedType);
        });
    }

    private static void Analyze(SymbolAnalysisContext context, Architectures architectures)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.GetAttributes().IsEmpty)
        {
            return;
        }

        if (Kinds.IsSeveral(type))
        {
            context.ReportDiagnostic(Kinds.Problem(type));
            return;
        }

        var cancellation = context.CancellationToken;
        if (AlgorithmParser.AttributeOf(type) is { } algorithm)
        {
            ReportAlgorithm(context, type, algorithm);
        }

        if (Attributes.Find(type, TransformerParser.MetadataName) is { } transformer)
        {
            var parsed = TransformerParser.Parse(type, cancellation);
            Report(context, parsed.Diagnostics);
            ReportConfig(context, parsed.Declaration?.Source, transformer, architectures);
        }

        FamilyAnalysis.Report(context, type);
        if (Attributes.Find(type, ShiftParser.MetadataName) is { } shift)
        {
            AnalyzeShift(context, type, shift, architectures);
        }
        else if (Attributes.Find(type, ExperimentParser.MetadataName) is null)
        {
            ReportParts(context, type);
        }
        else
        {
            var parsed = ExperimentParser.Parse(type, cancellation);
            Report(context, parsed.Diagnostics);
            if (
                Attributes.Find(type, "ModelAttribute`1") is { } model
                && ExperimentParser.TypeArgumentOf(model).DeclaringSyntaxReferences.IsEmpty
            )
            {
                // The model class comes compiled, so that nothing else in this project looks for its config.json.
                ReportConfig(context, parsed.Declaration?.ModelSource, model, architectures);
            }

            CheckRules(context, type, parsed.Declaration, architectures);
        }
    }

    private static void CheckRules(
        SymbolAnalysisContext context,
        INamedTypeSymbol type,
        ExperimentDeclaration? declaration,
        Architectures architectures
    )
    {
        if (declaration is null || ExperimentParts.Of(type) is not { } parts)
        {
            return;
        }

        var architecture = architectures.Resolve(declaration.ModelSource, out _);
        if (declaration.Dictionaries is { } manifest)
        {
            ReportDictionaries(context, type, manifest, architecture, architectures);
        }

        var experiment = new CheckedExperiment(context, parts, declaration, architecture);
        foreach (var rule in Rules)
        {
            rule.Check(experiment);
        }
    }

    private static void AnalyzeShift(
        SymbolAnalysisContext context,
        INamedTypeSymbol type,
        AttributeData shift,
        Architectures architectures
    )
    {
        var parsed = ShiftParser.Parse(type, context.CancellationToken);
        Report(context, parsed.Diagnostics);
        if (
            parsed.Declaration is not { } declared
            || architectures.Resolve(declared.ModelSource, out _) is not { } architecture
        )
        {
            return;
        }

        ReportDictionaries(context, type, declared.Dictionaries, architecture, architectures);
        if (declared.Block < 0 || declared.Block >= architecture.Layers)
        {
            context.ReportDiagnostic(
                Diagnostic.Create(
                    Descriptors.ShiftBlock,
                    Attributes.LocationOf(shift, context.CancellationToken),
                    type.Name,
                    declared.Block,
                    architecture.Layers
                )
            );
        }
    }

    private static void ReportDictionaries(
        SymbolAnalysisContext context,
        INamedTypeSymbol type,
        string manifest,
        Architecture? architecture,
        Architectures architectures
    )
    {
        if (architecture is null)
        {
            return;
        }

        var attribute = Attributes.Find(type, DictionariesParser.MetadataName)!;
        var location = Attributes.LocationOf(attribute, context.CancellationToken);
        var dictionaries = architectures.Dictionaries(manifest, architecture, out var problem);
        context.ReportDiagnostic(
            problem is null
                ? FeatureCost.Of(type.Name, dictionaries!.Value, location)
                : ListedFiles.Report(problem, location)
        );
    }

    private static void ReportParts(SymbolAnalysisContext context, INamedTypeSymbol type)
    {
        var found = ExperimentParts
            .Names.Select(part =>
                (part.Shown, Attribute: ExperimentParts.FindAll(type, part.MetadataName).FirstOrDefault())
            )
            .Where(part => part.Attribute is not null)
            .ToList();
        if (found.Count > 0)
        {
            context.ReportDiagnostic(
                Diagnostic.Create(
                    Descriptors.PartWithoutExperiment,
                    Attributes.LocationOf(found[0].Attribute!, context.CancellationToken),
                    type.Name,
                    string.Join(", ", found.Select(part => part.Shown))
                )
            );
        }
    }

    private static void ReportAlgorithm(SymbolAnalysisContext context, INamedTypeSymbol type, AttributeData attribute)
    {
        if (
            !Attributes.IsBroken(attribute)
            && (AlgorithmParser.Problem(type) ?? AlgorithmList.Problem(context.Compilation, type, attribute))
                is { } problem
        )
        {
            context.ReportDiagnostic(
                Diagnostic.Create(
                    Descriptors.UnfitAlgorithm,
                    Attributes.LocationOf(attribute, context.CancellationToken),
                    type.Name,
                    problem
                )
            );
        }
    }

    private static void ReportConfig(
        SymbolAnalysisContext context,
        ArchitectureSource? source,
        AttributeData attribute,
        Architectures architectures
    )
    {
        if (source?.Config is null)
        {
            return;
        }

        architectures.Resolve(source, out var problem);
        if (problem is not null)
        {
            var location = Attributes.LocationOf(attribute, context.CancellationToken);
            context.ReportDiagnostic(ListedFiles.Report(problem, location));
        }
    }

    private static void Report(SymbolAnalysisContext context, ImmutableArray<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics)
        {
            context.ReportDiagnostic(diagnostic);
        }
    }
}

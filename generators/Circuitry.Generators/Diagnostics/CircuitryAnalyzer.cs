using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Circuitry.Generators;

/// <summary>Reports what is wrong with a declaration: the diagnostics of the parser that the generator takes its models from.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CircuitryAnalyzer : DiagnosticAnalyzer
{
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
        Descriptors.PositionsWithoutGroups,
    ];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(TransformerParser.AttributeName) is null)
            {
                return;
            }

            // A project without declarations must not pay for reading files.
            var configs = new Lazy<EquatableArray<ConfigFile>>(
                () => ReadConfigs(start.Options.AdditionalFiles),
                LazyThreadSafetyMode.ExecutionAndPublication
            );
            start.RegisterSymbolAction(symbol => Analyze(symbol, configs), SymbolKind.NamedType);
        });
    }

    private static EquatableArray<ConfigFile> ReadConfigs(ImmutableArray<AdditionalText> files) =>
        new([
            .. files
                .Where(file => ConfigFileParser.IsCandidate(file.Path))
                .Select(file => ConfigFileParser.Parse(file, CancellationToken.None)),
        ]);

    private static void Analyze(SymbolAnalysisContext context, Lazy<EquatableArray<ConfigFile>> configs)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        var cancellation = context.CancellationToken;
        if (Attributes.Find(type, "TransformerAttribute") is { } transformer)
        {
            var parsed = TransformerParser.Parse(type, cancellation);
            Report(context, parsed.Diagnostics);
            ReportConfig(context, parsed.Declaration?.Source, transformer, configs);
        }

        if (Attributes.Find(type, "ExperimentAttribute") is not null)
        {
            var parsed = ExperimentParser.Parse(type, cancellation);
            Report(context, parsed.Diagnostics);
            if (
                Attributes.Find(type, "ModelAttribute`1") is { } model
                && ExperimentParser.TypeArgumentOf(model).DeclaringSyntaxReferences.IsEmpty
            )
            {
                // The model class comes compiled, so that nothing else in this project looks for its config.json.
                ReportConfig(context, parsed.Declaration?.ModelSource, model, configs);
            }
        }
    }

    private static void ReportConfig(
        SymbolAnalysisContext context,
        ArchitectureSource? source,
        AttributeData attribute,
        Lazy<EquatableArray<ConfigFile>> configs
    )
    {
        if (source?.Config is null)
        {
            return;
        }

        ConfigResolver.Resolve(source, configs.Value, out var problem);
        if (problem is not null)
        {
            var location = Attributes.LocationOf(attribute, context.CancellationToken);
            context.ReportDiagnostic(Diagnostic.Create(problem.Descriptor, location, problem.Arguments));
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

using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Circuitry.Generators;

/// <summary>Explains code that uses hook points, edges, runs and drivers in a way that the emitted types do not allow.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UseAnalyzer : DiagnosticAnalyzer
{
    private static readonly ImmutableArray<UseRule> Rules =
    [
        new IndexOutOfRange(),
        new BackwardsEdge(),
        new HookPointMissing(),
        new VanishingGradient(),
        new UnsuitableMethod(),
        new StringHookName(),
    ];

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [.. Rules.Select(rule => rule.Descriptor)];

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
            // Code that compiles is examined only where it names an algorithm.
            start.RegisterOperationAction(
                operation => Check(operation, architectures),
                OperationKind.Invalid,
                OperationKind.ObjectCreation
            );
        });
    }

    private static void Check(OperationAnalysisContext context, Architectures architectures)
    {
        if (
            context.Operation.Kind == OperationKind.ObjectCreation
            && !ExperimentMethods.IsAlgorithm(context.Operation.Type)
        )
        {
            return;
        }

        var use = new CheckedUse(context, architectures);
        foreach (var rule in Rules)
        {
            rule.Check(use);
        }
    }
}

using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Circuitry.Benchmarks;

// It is never loaded by a compiler.
#pragma warning disable RS1036, RS1041, RS2008

/// <summary>An analyzer that asks for what Circuitry's ask for and does nothing with it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class Nothing : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Never = new(
        "NOTHING",
        "Nothing",
        "Nothing",
        "Benchmarks",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true
    );

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Never];

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSymbolAction(_ => { }, SymbolKind.NamedType);
        context.RegisterOperationAction(_ => { }, OperationKind.Invalid, OperationKind.ObjectCreation);
    }
}

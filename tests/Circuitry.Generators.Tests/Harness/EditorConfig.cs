using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Circuitry.Generators.Tests;

/// <summary>The lines of an .editorconfig that holds for every source.</summary>
internal static class EditorConfig
{
    /// <summary>Options, as analyzers ask for them.</summary>
    public sealed class Options(ImmutableDictionary<string, string> lines) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Lines(lines);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;
    }

    /// <summary>Severities, as the compiler asks for them: lines such as <c>dotnet_diagnostic.CIR023.severity = none</c>.</summary>
    public sealed class Severities(ImmutableDictionary<string, string> lines) : SyntaxTreeOptionsProvider
    {
        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) =>
            GeneratedKind.Unknown;

        public override bool TryGetDiagnosticValue(
            SyntaxTree tree,
            string diagnosticId,
            CancellationToken cancellationToken,
            out ReportDiagnostic severity
        )
        {
            var found = lines.TryGetValue($"dotnet_diagnostic.{diagnosticId}.severity", out var value);
            severity = value switch
            {
                "none" => ReportDiagnostic.Suppress,
                "suggestion" => ReportDiagnostic.Info,
                "warning" => ReportDiagnostic.Warn,
                "error" => ReportDiagnostic.Error,
                _ => ReportDiagnostic.Default,
            };
            return found;
        }

        public override bool TryGetGlobalDiagnosticValue(
            string diagnosticId,
            CancellationToken cancellationToken,
            out ReportDiagnostic severity
        )
        {
            severity = ReportDiagnostic.Default;
            return false;
        }
    }

    private sealed class Lines(ImmutableDictionary<string, string> lines) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) =>
            lines.TryGetValue(key, out value);
    }
}

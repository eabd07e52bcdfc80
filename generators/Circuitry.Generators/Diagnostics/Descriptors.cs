using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

/// <summary>
/// The diagnostics of declarations and of their use: one file for each in the folder Rules, with the
/// check where it is not the parser's. An id is never reused for another diagnostic.
/// </summary>
internal static partial class Descriptors
{
    private static DiagnosticDescriptor Error(string id, string title, string message) =>
        Of(id, title, message, DiagnosticSeverity.Error);

    private static DiagnosticDescriptor Warning(string id, string title, string message) =>
        Of(id, title, message, DiagnosticSeverity.Warning);

    private static DiagnosticDescriptor Remark(string id, string title, string message) =>
        Of(id, title, message, DiagnosticSeverity.Info);

    private static DiagnosticDescriptor Of(string id, string title, string message, DiagnosticSeverity severity) =>
        new(
            id,
            title,
            message,
            "Circuitry",
            severity,
            isEnabledByDefault: true,
            helpLinkUri: $"docs/diagnostics/{id}.md"
        );
}

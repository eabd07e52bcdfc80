using System.Collections.Immutable;
using System.Composition;
using Circuitry.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace Circuitry.CodeFixes;

/// <summary>
/// Replaces the code that a diagnostic marks by a text that the diagnostic provides: an index by the nearest there is, a string by
/// the typed hook point, an edge by the one that runs the other way, a method by one that suits.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class Replace : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
    ["CIR031", "CIR032", "CIR033", "CIR034", "CIR035", "CIR036"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            if (!diagnostic.Properties.TryGetValue(FixProperties.Replacements, out var lines) || lines is null)
            {
                continue;
            }

            var choices = lines.Split('\n');
            for (var i = 0; i + 2 < choices.Length; i += 3)
            {
                var text = choices[i + 2];
                context.RegisterCodeFix(
                    CodeAction.Create(
                        choices[i + 1],
                        cancellation =>
                            ApplyAsync(context.Document, diagnostic.Location.SourceSpan, text, cancellation),
                        choices[i]
                    ),
                    diagnostic
                );
            }
        }

        return Task.CompletedTask;
    }

    private static async Task<Document> ApplyAsync(
        Document document,
        TextSpan span,
        string text,
        CancellationToken cancellation
    )
    {
        var source = await document.GetTextAsync(cancellation).ConfigureAwait(false);
        return document.WithText(source.Replace(span, text));
    }
}

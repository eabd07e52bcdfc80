using System.Collections.Immutable;
using System.Composition;
using Circuitry.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Circuitry.CodeFixes;

/// <summary>Merges query, key and value inputs where that makes a graph small enough.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class MergeInputs : CodeFixProvider
{
    private const string Title = "Merge query, key and value inputs";
    private const string Property = "SplitQueryKeyValue";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["CIR040"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            if (
                diagnostic.Properties.ContainsKey(FixProperties.MergesInputs)
                && root
                    ?.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true)
                    .FirstAncestorOrSelf<AttributeSyntax>()
                    is { ArgumentList: { } arguments }
            )
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        Title,
                        _ =>
                            Task.FromResult(
                                context.Document.WithSyntaxRoot(root.ReplaceNode(arguments, Merged(arguments)))
                            ),
                        nameof(MergeInputs)
                    ),
                    diagnostic
                );
            }
        }
    }

    private static AttributeArgumentListSyntax Merged(AttributeArgumentListSyntax arguments) =>
        SyntaxFactory.ParseAttributeArgumentList(
            $"({string.Join(", ", arguments.Arguments.Where(IsOther).Select(argument => argument.ToString()).Append($"{Property} = false"))})"
        )!;

    private static bool IsOther(AttributeArgumentSyntax argument) =>
        argument.NameEquals?.Name.Identifier.ValueText != Property;
}

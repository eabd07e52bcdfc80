using System.Collections.Immutable;
using System.Composition;
using Circuitry.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Circuitry.CodeFixes;

/// <summary>Asks a data set for a number of pairs that it can make.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class SetSize : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["CIR030"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            if (
                diagnostic.Properties.TryGetValue(FixProperties.LeastSize, out var size)
                && size is not null
                && root
                    ?.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true)
                    .FirstAncestorOrSelf<AttributeSyntax>()
                    is { } attribute
            )
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        $"Set Size = {size}",
                        _ =>
                            Task.FromResult(
                                context.Document.WithSyntaxRoot(root.ReplaceNode(attribute, With(attribute, size)))
                            ),
                        nameof(SetSize)
                    ),
                    diagnostic
                );
            }
        }
    }

    private static AttributeSyntax With(AttributeSyntax attribute, string size)
    {
        // A parsed list keeps the spaces as they are written here.
        var argument = ((AttributeSyntax)Attribute($"A(Size = {size})")).ArgumentList!.Arguments[0];
        var arguments = attribute.ArgumentList?.Arguments ?? default;
        var written = arguments.FirstOrDefault(given => given.NameEquals?.Name.Identifier.ValueText == "Size");
        return attribute.WithArgumentList(
            SyntaxFactory.AttributeArgumentList(
                written is not null ? arguments.Replace(written, argument) : arguments.Insert(0, argument)
            )
        );
    }

    private static SyntaxNode Attribute(string text) =>
        SyntaxFactory.ParseCompilationUnit($"[{text}] class C;").DescendantNodes().OfType<AttributeSyntax>().First();
}

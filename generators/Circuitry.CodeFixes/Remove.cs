using System.Collections.Immutable;
using System.Composition;
using Circuitry.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Circuitry.CodeFixes;

/// <summary>
/// Removes a duplicate attribute, an argument without effect, sizes in addition to a config.json, or a constructor in addition to
/// the emitted one.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class Remove : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["CIR011", "CIR020", "CIR023", "CIR042"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            var node = root?.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
            var (title, without) = (diagnostic.Id, node?.FirstAncestorOrSelf<AttributeSyntax>()) switch
            {
                ("CIR011", { ArgumentList: not null } attribute) => (
                    "Remove the sizes",
                    root!.ReplaceNode(attribute, WithoutNamedArguments(attribute))
                ),
                ("CIR020", { } attribute) => ("Remove the second one", WithoutAttribute(root!, attribute)),
                ("CIR023", not null) when node!.FirstAncestorOrSelf<AttributeArgumentSyntax>() is { } argument => (
                    "Remove the argument",
                    root!.RemoveNode(argument, SyntaxRemoveOptions.KeepNoTrivia)
                ),
                ("CIR042", _) when diagnostic.Properties.ContainsKey(FixProperties.IsRemovable) => node switch
                {
                    TypeDeclarationSyntax { ParameterList: { } list } => (
                        "Remove the parameter list",
                        root!.RemoveNode(list, SyntaxRemoveOptions.KeepTrailingTrivia)
                    ),
                    ConstructorDeclarationSyntax constructor => (
                        "Remove the constructor",
                        root!.RemoveNode(constructor, SyntaxRemoveOptions.KeepNoTrivia)
                    ),
                    _ => ("", null),
                },
                _ => ("", null),
            };
            if (without is not null)
            {
                context.RegisterCodeFix(
                    CodeAction.Create(title, _ => Task.FromResult(context.Document.WithSyntaxRoot(without)), title),
                    diagnostic
                );
            }
        }
    }

    private static AttributeSyntax WithoutNamedArguments(AttributeSyntax attribute) =>
        attribute.WithArgumentList(
            SyntaxFactory.AttributeArgumentList(
                SyntaxFactory.SeparatedList(
                    attribute.ArgumentList!.Arguments.Where(argument => argument.NameEquals is null)
                )
            )
        );

    // A list of one goes with its line.
    private static SyntaxNode? WithoutAttribute(SyntaxNode root, AttributeSyntax attribute) =>
        attribute.Parent is AttributeListSyntax { Attributes.Count: 1 } list
            ? root.RemoveNode(list, SyntaxRemoveOptions.KeepLeadingTrivia)
            : root.RemoveNode(attribute, SyntaxRemoveOptions.KeepNoTrivia);
}

using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Circuitry.CodeFixes;

/// <summary>Makes a declared class and the types around it partial.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class MakePartial : CodeFixProvider
{
    private const string Title = "Make it partial";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["CIR001", "CIR002"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindToken(context.Span.Start).Parent is not TypeDeclarationSyntax type)
        {
            return;
        }

        // CIR002 is reported at the class inside.
        var types = type.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().Where(outer => !IsPartial(outer)).ToList();
        context.RegisterCodeFix(
            CodeAction.Create(
                Title,
                _ =>
                    Task.FromResult(
                        context.Document.WithSyntaxRoot(root.ReplaceNodes(types, (_, changed) => Partial(changed)))
                    ),
                Title
            ),
            context.Diagnostics
        );
    }

    private static bool IsPartial(TypeDeclarationSyntax type) => type.Modifiers.Any(SyntaxKind.PartialKeyword);

    // The modifier stands last; one that is the first takes over the comments in front of the type.
    private static TypeDeclarationSyntax Partial(TypeDeclarationSyntax type)
    {
        var modifier = SyntaxFactory.Token(SyntaxKind.PartialKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        return type.Modifiers.Count > 0
            ? type.AddModifiers(modifier)
            : type.WithKeyword(type.Keyword.WithLeadingTrivia())
                .AddModifiers(modifier.WithLeadingTrivia(type.Keyword.LeadingTrivia));
    }
}

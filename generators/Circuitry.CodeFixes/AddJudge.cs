using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace Circuitry.CodeFixes;

/// <summary>Adds the method by which a SHIFT experiment judges features itself.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class AddJudge : CodeFixProvider
{
    private const string Title = "Add the method Judge";

    private const string Method =
        "public partial global::Circuitry.Features.Shift.Judgement Judge(global::Circuitry.Features.FeatureEvidence evidence) => throw new global::System.NotImplementedException();";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["CIR044"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (
            root?.FindNode(context.Span, getInnermostNodeForTie: true).FirstAncestorOrSelf<ClassDeclarationSyntax>() is
            { } type
        )
        {
            context.RegisterCodeFix(
                CodeAction.Create(
                    Title,
                    _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(type, WithMethod(type)))),
                    Title
                ),
                context.Diagnostics
            );
        }
    }

    // A class that ends in a semicolon has no braces yet.
    private static ClassDeclarationSyntax WithMethod(ClassDeclarationSyntax type)
    {
        var method = SyntaxFactory
            .ParseMemberDeclaration(Method)!
            .WithAdditionalAnnotations(Formatter.Annotation, Simplifier.Annotation);
        var end = type.SemicolonToken.TrailingTrivia;
        return type.SemicolonToken.IsKind(SyntaxKind.None)
            ? type.AddMembers(method)
            : type.WithSemicolonToken(default)
                .WithOpenBraceToken(SyntaxFactory.Token(SyntaxKind.OpenBraceToken))
                .WithCloseBraceToken(SyntaxFactory.Token(SyntaxKind.CloseBraceToken).WithTrailingTrivia(end))
                .AddMembers(method)
                .WithAdditionalAnnotations(Formatter.Annotation);
    }
}

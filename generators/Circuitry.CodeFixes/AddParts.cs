using System.Collections.Immutable;
using System.Composition;
using Circuitry.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Circuitry.CodeFixes;

/// <summary>Adds the parts that an experiment lacks, or [Experiment] to parts that stand alone.</summary>
/// <remarks>
/// The added parts are a start: the model is the project's first, the data set and the metric are of the kind most often used.
/// </remarks>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class AddParts : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["CIR004", "CIR022"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            if (
                root
                    ?.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true)
                    .FirstAncestorOrSelf<AttributeListSyntax>()
                is not { } list
            )
            {
                continue;
            }

            if (diagnostic.Id == "CIR022")
            {
                Register("Add [Experiment]", list, ["Experiment"], before: true);
            }
            else if (
                diagnostic.Properties.TryGetValue(FixProperties.MissingParts, out var missing)
                && missing is not null
                && await PartsAsync(context.Document, missing.Split(' '), context.CancellationToken)
                    .ConfigureAwait(false)
                    is { } parts
            )
            {
                Register("Add what is missing", list, parts, before: false);
            }

            void Register(string title, AttributeListSyntax at, IReadOnlyList<string> attributes, bool before) =>
                context.RegisterCodeFix(
                    CodeAction.Create(
                        title,
                        _ => Task.FromResult(context.Document.WithSyntaxRoot(Insert(root, at, attributes, before))),
                        title
                    ),
                    diagnostic
                );
        }
    }

    private static async Task<IReadOnlyList<string>?> PartsAsync(
        Document document,
        IReadOnlyList<string> missing,
        CancellationToken cancellation
    )
    {
        var model = "";
        if (missing.Contains("Model"))
        {
            var compilation = await document.Project.GetCompilationAsync(cancellation).ConfigureAwait(false);
            if (compilation is null || FirstModel(compilation, cancellation) is not { } found)
            {
                // There is nothing to name.
                return null;
            }

            model = found.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        }

        return
        [
            .. missing.Select(part =>
                part switch
                {
                    "Model" => $"Model<{model}>",
                    "Dataset" => "Dataset<global::Circuitry.IndirectObjects>(Size = 100, Seed = 0)",
                    "Corruption" => "Corruption(global::Circuitry.Ablation.Interchange)",
                    "Metric" => "Metric<global::Circuitry.KlDivergence>",
                    _ => "Granularity(global::Circuitry.Granularity.Edge)",
                }
            ),
        ];
    }

    private static INamedTypeSymbol? FirstModel(Compilation compilation, CancellationToken cancellation)
    {
        var queue = new Queue<INamespaceOrTypeSymbol>([compilation.Assembly.GlobalNamespace]);
        while (queue.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var member in queue.Dequeue().GetMembers().OfType<INamespaceOrTypeSymbol>())
            {
                if (
                    member is INamedTypeSymbol type
                    && type.GetAttributes()
                        .Any(attribute =>
                            attribute.AttributeClass?.ToDisplayString() == "Circuitry.TransformerAttribute"
                        )
                )
                {
                    return type;
                }

                queue.Enqueue(member);
            }
        }

        return null;
    }

    // Each attribute on its own line, indented as the list next to it.
    private static SyntaxNode Insert(
        SyntaxNode root,
        AttributeListSyntax list,
        IReadOnlyList<string> attributes,
        bool before
    )
    {
        var lists = attributes.Select(attribute =>
            SyntaxFactory
                .ParseCompilationUnit($"[{attribute}] class C;")
                .DescendantNodes()
                .OfType<AttributeListSyntax>()
                .First()
                .WithTrailingTrivia(SyntaxFactory.LineFeed)
                .WithAdditionalAnnotations(
                    Microsoft.CodeAnalysis.Formatting.Formatter.Annotation,
                    Microsoft.CodeAnalysis.Simplification.Simplifier.Annotation
                )
        );
        return before
            ? root.ReplaceNode(
                list,
                lists.Select(added => added.WithLeadingTrivia(list.GetLeadingTrivia())).Append(list.WithLeadingTrivia())
            )
            : root.InsertNodesAfter(list, lists);
    }
}

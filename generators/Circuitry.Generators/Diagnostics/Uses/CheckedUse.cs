using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Circuitry.Generators;

/// <summary>An expression that does not compile, or that creates an algorithm, with the facts that rules ask for.</summary>
internal sealed class CheckedUse(OperationAnalysisContext context, Architectures architectures)
{
    /// <summary>The expression.</summary>
    public SyntaxNode Syntax => context.Operation.Syntax;

    /// <summary>The semantic model.</summary>
    public SemanticModel Semantics { get; } = context.Operation.SemanticModel!;

    /// <summary>Stops the analysis.</summary>
    public CancellationToken Cancellation => context.CancellationToken;

    /// <summary>
    /// A member that does not exist, read or called: the access, and the type that the member was looked for on; null for any
    /// other expression.
    /// </summary>
    public (MemberAccessExpressionSyntax Access, ITypeSymbol Type)? MissingMember
    {
        get
        {
            // A call of a missing member is one expression to the compiler.
            var expression = Syntax is InvocationExpressionSyntax call ? call.Expression : Syntax;
            return
                expression is MemberAccessExpressionSyntax access
                && Semantics.GetSymbolInfo(access, Cancellation) is { Symbol: null, CandidateSymbols.IsEmpty: true }
                && TypeOf(access.Expression) is { } type
                ? (access, type)
                : null;
        }
    }

    /// <summary>A call or an indexing that does not compile: the target, the name, and the arguments.</summary>
    public (
        ExpressionSyntax Of,
        ITypeSymbol Type,
        string Name,
        SeparatedSyntaxList<ArgumentSyntax> Arguments
    )? FailedCall =>
        Syntax switch
        {
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } call
                when TypeOf(access.Expression) is { } type => (
                access.Expression,
                type,
                access.Name.Identifier.ValueText,
                call.ArgumentList.Arguments
            ),
            ElementAccessExpressionSyntax access when TypeOf(access.Expression) is { } type => (
                access.Expression,
                type,
                "this[]",
                access.ArgumentList.Arguments
            ),
            _ => null,
        };

    /// <summary>The type of an expression, or the class that it names.</summary>
    public ITypeSymbol? TypeOf(ExpressionSyntax expression) =>
        Semantics.GetTypeInfo(expression, Cancellation).Type is { TypeKind: not TypeKind.Error } type
            ? type
            : Semantics.GetSymbolInfo(expression, Cancellation).Symbol as ITypeSymbol;

    /// <summary>The architecture of a model; null if it is not known.</summary>
    public Architecture? ArchitectureOf(INamedTypeSymbol model) => architectures.Of(model, Cancellation);

    /// <summary>A type's name as it is written here.</summary>
    public string NameOf(ITypeSymbol type) => type.ToMinimalDisplayString(Semantics, Syntax.SpanStart);

    /// <summary>Reports.</summary>
    public void Report(
        DiagnosticDescriptor descriptor,
        SyntaxNode at,
        IEnumerable<Replacement> replacements,
        params object[] arguments
    )
    {
        var choices = replacements.ToList();
        var properties =
            choices.Count == 0 ? ImmutableDictionary<string, string?>.Empty : FixProperties.Replace(choices);
        context.ReportDiagnostic(Diagnostic.Create(descriptor, at.GetLocation(), properties, arguments));
    }
}

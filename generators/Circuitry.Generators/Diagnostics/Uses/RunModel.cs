using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Circuitry.Generators;

/// <summary>Guesses the model of a run, which its type does not name.</summary>
internal static class RunModel
{
    /// <summary>The model whose run was assigned to the variable, or the only one of the project; null if neither is known.</summary>
    public static INamedTypeSymbol? Of(CheckedUse use, ExpressionSyntax run)
    {
        var made = use.Semantics.GetSymbolInfo(run, use.Cancellation).Symbol is ILocalSymbol local
            ? local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(use.Cancellation)
            : run;
        var call = made switch
        {
            VariableDeclaratorSyntax { Initializer.Value: var value } => value,
            ExpressionSyntax expression => expression,
            _ => null,
        };
        return
            call is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access }
            && ModelOf(use.TypeOf(access.Expression)) is { } model
            ? model
            : OnlyOne(use.Semantics.Compilation.Assembly.GlobalNamespace, use.Cancellation);
    }

    private static INamedTypeSymbol? ModelOf(ITypeSymbol? type)
    {
        for (; type is INamedTypeSymbol named; type = named.BaseType)
        {
            if (HookTree.IsModel(named))
            {
                return named;
            }

            if (HookTree.IsRuntime(named, "GraphExperiment`1"))
            {
                return named.TypeArguments[0] as INamedTypeSymbol;
            }
        }

        return null;
    }

    private static INamedTypeSymbol? OnlyOne(INamespaceSymbol global, CancellationToken cancellation)
    {
        var found = new List<INamedTypeSymbol>();
        var queue = new Queue<INamespaceOrTypeSymbol>([global]);
        while (queue.Count > 0 && found.Count < 2)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var member in queue.Dequeue().GetMembers().OfType<INamespaceOrTypeSymbol>())
            {
                queue.Enqueue(member);
                if (member is INamedTypeSymbol type && HookTree.IsModel(type))
                {
                    found.Add(type);
                }
            }
        }

        return found.Count == 1 ? found[0] : null;
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Circuitry.Generators;

/// <summary>
/// Takes compilations for equal that declare the same: what stands in bodies of methods differs, and attributes, constants and
/// types do not.
/// </summary>
/// <remarks>
/// Whatever a declaration says follows from declarations, so that nothing need be bound again after a keystroke in a method. The
/// price is that the pipeline holds the compilation that was read last.
/// </remarks>
internal sealed class TopLevelComparer : IEqualityComparer<Compilation>
{
    public bool Equals(Compilation? x, Compilation? y)
    {
        if (ReferenceEquals(x, y))
        {
            return true;
        }

        return x is not null
            && y is not null
            && x.AssemblyName == y.AssemblyName
            && x.Options.Equals(y.Options)
            && x.References.SequenceEqual(y.References)
            && SameTrees(x.SyntaxTrees, y.SyntaxTrees);
    }

    // Not asked for, because a compilation is compared with the one before and with no other.
    public int GetHashCode(Compilation obj) => 0;

    private static bool SameTrees(IEnumerable<SyntaxTree> before, IEnumerable<SyntaxTree> after)
    {
        using var x = before.GetEnumerator();
        using var y = after.GetEnumerator();
        while (true)
        {
            bool hasX = x.MoveNext(),
                hasY = y.MoveNext();
            if (!hasX || !hasY)
            {
                return hasX == hasY;
            }

            if (!ReferenceEquals(x.Current, y.Current) && !Same(x.Current, y.Current))
            {
                return false;
            }
        }
    }

    // SyntaxFactory.AreEquivalent(topLevel: true) forgets constants that stand behind a field with an initializer.
    private static bool Same(SyntaxTree before, SyntaxTree after)
    {
        SyntaxNode x = before.GetRoot(),
            y = after.GetRoot();
        return before.Options.Equals(after.Options)
            && Tokens(x).SequenceEqual(Tokens(y))
            && Directives(x).SequenceEqual(Directives(y));
    }

    private static IEnumerable<(int Kind, string Text)> Tokens(SyntaxNode root) =>
        root.DescendantTokens(static node => !IsBody(node)).Select(static token => (token.RawKind, token.Text));

    private static bool IsBody(SyntaxNode node) =>
        node switch
        {
            BlockSyntax or ArrowExpressionClauseSyntax => true,
            EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax } => true,
            EqualsValueClauseSyntax
            {
                Parent: VariableDeclaratorSyntax { Parent.Parent: BaseFieldDeclarationSyntax field }
            } => !field.Modifiers.Any(SyntaxKind.ConstKeyword),
            _ => false,
        };

    private static IEnumerable<string> Directives(SyntaxNode root)
    {
        for (var directive = root.GetFirstDirective(); directive is not null; directive = directive.GetNextDirective())
        {
            yield return directive.ToString();
        }
    }
}

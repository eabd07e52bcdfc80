using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Circuitry.Generators;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor StringHookName = Error(
        "CIR036",
        "A hook point is named by a member, not by a string",
        "\"{0}\" is a string, and a hook point is expected; {1}"
    );
}

/// <summary>A string where a hook point or a writer is expected.</summary>
internal sealed class StringHookName : UseRule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.StringHookName;

    public override void Check(CheckedUse use)
    {
        if (
            use.FailedCall is not var (of, type, called, arguments)
            || arguments is not [{ Expression: LiteralExpressionSyntax literal }, ..]
            || !literal.IsKind(SyntaxKind.StringLiteralExpression)
            || !TakesHookPoint(type, called)
        )
        {
            return;
        }

        var written = literal.Token.ValueText;
        var model = HookTree.ModelOfPoint(type) ?? RunModel.Of(use, of);
        if (model is null || HookTree.Of(model) is not { } tree)
        {
            use.Report(
                Descriptor,
                literal,
                [],
                written,
                "write the model's name and '.Hooks.' and choose among its members"
            );
            return;
        }

        var root = use.NameOf(model) + ".Hooks";
        if (TypedNames.Find(tree, written) is not var (name, path))
        {
            use.Report(Descriptor, literal, [], written, $"choose among the members of '{root}'");
            return;
        }

        var text = $"{root}.{path}";
        use.Report(
            Descriptor,
            literal,
            [new Replacement("typed", $"Replace by '{text}'", text)],
            written,
            name == written ? $"write '{text}'" : $"the nearest name is {name}, which is '{text}'"
        );
    }

    private static bool TakesHookPoint(ITypeSymbol type, string called) =>
        called == "From"
            ? EdgeEnd.Reader(type) is not null
            : HookTree.IsRuntime(type, "Run") && called is "this[]" or "Read" or "Patch";
}

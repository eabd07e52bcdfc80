using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Circuitry.Generators;

/// <summary>The edge that runs the other way between the same two nodes, where there is one.</summary>
internal static class EdgeSwap
{
    private static readonly string[] Inputs = ["Query", "Key", "Value"];

    public static IEnumerable<Replacement> Of(
        CheckedUse use,
        ExpressionSyntax reader,
        ITypeSymbol readerType,
        ExpressionSyntax writer
    )
    {
        if (
            writer is not MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Output", Expression: var later }
            || use.TypeOf(later) is not { } laterType
            || EdgeEnd.Reader(laterType) is not { } reads
        )
        {
            return [];
        }

        // A reader is a head's input, or a node itself.
        var input =
            HookTree.IsRuntime(readerType, "ReaderPoint`2") && reader is MemberAccessExpressionSyntax access
                ? access.Name.Identifier.ValueText
                : null;
        var earlier = input is null ? reader : ((MemberAccessExpressionSyntax)reader).Expression;
        var earlierType = use.TypeOf(earlier);
        if (EdgeEnd.Output(earlierType) is not { } writes || !HookTree.Is(writes, reads))
        {
            return [];
        }

        var edge = $"From({earlier}.Output)";
        if (laterType.Name == "Mlp" || (input is null && earlierType!.Name == "Head"))
        {
            return Has(laterType, "From") ? [Replace("swap", $"{later}.{edge}")] : [];
        }

        return (input is null ? Inputs : [input])
            .Where(name => Has(laterType, name))
            .Select(name => Replace(input is null ? "swap into " + name : "swap", $"{later}.{name}.{edge}"));
    }

    private static bool Has(ITypeSymbol type, string member) => !type.GetMembers(member).IsEmpty;

    private static Replacement Replace(string kind, string text) => new(kind, $"Replace by '{text}'", text);
}

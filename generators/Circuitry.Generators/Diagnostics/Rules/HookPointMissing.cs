using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Circuitry.Generators;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor HookPointMissing = Error(
        "CIR033",
        "A hook point must exist in the architecture",
        "'{0}' has no {1} here: {2}"
    );
}

/// <summary>A member of the tree of hook points that the architecture does not have, or that is misspelt.</summary>
internal sealed class HookPointMissing : UseRule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.HookPointMissing;

    public override void Check(CheckedUse use)
    {
        if (use.MissingMember is not var (access, type) || HookTree.ModelOf(type) is not { } model)
        {
            return;
        }

        var written = access.Name.Identifier.ValueText;
        if (IndexOutOfRange.Word(HookTree.Split(written).Prefix) is not null && HasNumbered(type, written))
        {
            return;
        }

        if (use.ArchitectureOf(model) is { } a)
        {
            if (Shared(access.Expression, type, written, a) is { } shared)
            {
                use.Report(
                    Descriptor,
                    access,
                    [new Replacement("shared", $"Replace by '{shared}'", shared)],
                    model.Name,
                    written,
                    $"several query heads share one key and value head; write '{shared}'"
                );
                return;
            }

            if (HookReasons.Of(written, a) is { } reason)
            {
                use.Report(Descriptor, access.Name, [], model.Name, written, reason);
                return;
            }
        }

        ReportMisspelt(use, model, access.Name, type);
    }

    private void ReportMisspelt(CheckedUse use, INamedTypeSymbol model, SimpleNameSyntax name, ITypeSymbol type)
    {
        var written = name.Identifier.ValueText;
        var members = HookTree.Members(type).Select(member => member.Name).ToList();
        if (Similarity.Nearest(written, members) is { } nearest)
        {
            use.Report(
                Descriptor,
                name,
                [new Replacement("nearest", $"Replace by '{nearest}'", nearest)],
                model.Name,
                written,
                $"the nearest name is '{nearest}'"
            );
            return;
        }

        var there = members
            .Where(member => HookTree.Split(member).Index < 0)
            .OrderBy(member => member, StringComparer.Ordinal);
        use.Report(Descriptor, name, [], model.Name, written, $"there are {string.Join(", ", there)}");
    }

    private static bool HasNumbered(ITypeSymbol type, string written) =>
        HookTree.Count(type, HookTree.Split(written).Prefix) > 0;

    /// <summary>The member of a query head's key and value head that it shares with others.</summary>
    private static string? Shared(ExpressionSyntax of, ITypeSymbol type, string written, Architecture a) =>
        a.HeadsPerKeyValueHead > 1
        && type.Name == "Head"
        && written is "Key" or "Value" or "KeyInput" or "ValueInput" or "RotatedKey" or "From"
        && of is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var head, Expression: var block }
        && HookTree.Split(head) is ("Head", var index and >= 0)
            ? $"{block}.KeyValueHead{Literal.Of(index / a.HeadsPerKeyValueHead)}.{written}"
            : null;
}

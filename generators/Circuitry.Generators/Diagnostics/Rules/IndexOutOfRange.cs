using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor IndexOutOfRange = Error(
        "CIR031",
        "An index must be one of the model's",
        "'{0}' has no {1}: its {2}s are numbered from 0 to {3}"
    );
}

/// <summary>A block or a head that the model does not have, such as <c>Layer12</c> of twelve.</summary>
internal sealed class IndexOutOfRange : UseRule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.IndexOutOfRange;

    public override void Check(CheckedUse use)
    {
        if (use.MissingMember is not var (access, type) || HookTree.ModelOf(type) is not { } model)
        {
            return;
        }

        var written = access.Name.Identifier.ValueText;
        var (prefix, index) = HookTree.Split(written);
        if (Word(prefix) is not { } word || HookTree.Count(type, prefix) is var count && count == 0)
        {
            return;
        }

        // A name with digits that are no number of an int, or with a zero in front, is out of range as well.
        var nearest = prefix + Literal.Of(index >= 0 && index < count ? index : count - 1);
        use.Report(
            Descriptor,
            access.Name,
            [new Replacement("nearest", $"Replace by '{nearest}'", nearest)],
            model.Name,
            written,
            word,
            Literal.Of(count - 1)
        );
    }

    /// <summary>The word for the numbered members of a name; null if there are none.</summary>
    public static string? Word(string prefix) =>
        prefix switch
        {
            "Layer" => "block",
            "Head" => "head",
            "KeyValueHead" => "key and value head",
            _ => null,
        };
}

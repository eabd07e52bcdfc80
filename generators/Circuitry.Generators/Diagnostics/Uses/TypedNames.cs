using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

/// <summary>Finds the typed hook point, or the writer, that a string means.</summary>
internal static class TypedNames
{
    private static readonly Regex OneHead = new(@"^(?<name>.+)\[(?<head>\d{1,6})\]$", RegexOptions.CultureInvariant);

    /// <summary>The path in a model's tree; null where nothing is near.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="written">A TransformerLens name, one with a head in brackets, or a writer's such as <c>a5.h3</c> or <c>m2</c>.</param>
    public static (string Name, string Path)? Find(INamedTypeSymbol tree, string written)
    {
        var match = OneHead.Match(written);
        var (name, head) = match.Success ? (match.Groups["name"].Value, match.Groups["head"].Value) : (written, null);
        var all = Of(tree, head)
            .GroupBy(entry => entry.Name, StringComparer.Ordinal)
            .Select(group => group.First())
            .ToList();
        if (Similarity.Nearest(name, all.Select(entry => entry.Name)) is not { } nearest)
        {
            return null;
        }

        return (head is null ? nearest : $"{nearest}[{head}]", all.First(entry => entry.Name == nearest).Path);
    }

    /// <summary>Every name and its path; with a head, those that are one head's.</summary>
    public static IEnumerable<(string Name, string Path)> Of(INamedTypeSymbol tree, string? head)
    {
        var layers = HookTree.Count(tree, "Layer");
        for (var layer = 0; layer < layers; layer++)
        {
            var block = "Layer" + Literal.Of(layer);
            var type = TypeOfMember(tree, block);
            foreach (var (name, whole, ofHead) in HookNameTable.InBlock)
            {
                var path = head is null ? whole : HeadPath(type, ofHead, head);
                if (path is not null && Has(type, path))
                {
                    yield return ($"blocks.{Literal.Of(layer)}.{name}", $"{block}.{path}");
                }
            }
        }

        if (head is not null)
        {
            yield break;
        }

        foreach (var (name, path) in HookNameTable.Outside.Concat(Writers(tree, layers)))
        {
            if (Has(tree, path))
            {
                yield return (name, path);
            }
        }
    }

    private static IEnumerable<(string Name, string Path)> Writers(INamedTypeSymbol tree, int layers)
    {
        yield return ("input", "Input");
        yield return ("tok", "TokenEmbedding");
        yield return ("pos", "PositionalEmbedding");
        for (var layer = 0; layer < layers; layer++)
        {
            var (index, block) = (Literal.Of(layer), "Layer" + Literal.Of(layer));
            yield return ($"m{index}", $"{block}.Mlp.Output");
            var heads = TypeOfMember(tree, block) is { } type ? HookTree.Count(type, "Head") : 0;
            for (var head = 0; head < heads; head++)
            {
                yield return ($"a{index}.h{Literal.Of(head)}", $"{block}.Head{Literal.Of(head)}.Output");
            }
        }
    }

    private static string? HeadPath(ITypeSymbol? block, string? member, string head) =>
        member is null ? null
        : Has(block, $"Head{head}.{member}") ? $"Head{head}.{member}"
        : $"KeyValueHead{head}.{member}";

    private static bool Has(ITypeSymbol? type, string path)
    {
        foreach (var member in path.Split('.'))
        {
            type = type is null ? null : TypeOfMember(type, member);
        }

        return type is not null;
    }

    private static ITypeSymbol? TypeOfMember(ITypeSymbol type, string member) =>
        type.GetMembers(member).OfType<IPropertySymbol>().FirstOrDefault()?.Type;
}

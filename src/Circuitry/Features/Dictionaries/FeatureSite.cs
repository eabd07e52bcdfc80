using System.Diagnostics;
using System.Globalization;

namespace Circuitry.Features;

/// <summary>A site whose activation a dictionary decomposes: embedding, attention output, MLP output, residual stream.</summary>
/// <param name="Hook">The hook site; one of <see cref="Hooks"/>.</param>
/// <param name="Layer">The block, or -1 outside the blocks.</param>
[DebuggerDisplay("{ToString(),nq}")]
public readonly record struct FeatureSite(HookSite Hook, int Layer) : IComparable<FeatureSite>
{
    /// <summary>The hook sites that can have a dictionary, in the order of a forward pass.</summary>
    public static IReadOnlyList<HookSite> Hooks { get; } =
    [
        HookSite.TokenEmbedding,
        HookSite.ResidualPre,
        HookSite.MixedValue,
        HookSite.AttentionOutput,
        HookSite.MlpPost,
        HookSite.MlpOutput,
        HookSite.ResidualPost,
    ];

    /// <summary>The token embedding.</summary>
    public static FeatureSite Embedding { get; } = new(HookSite.TokenEmbedding, -1);

    /// <summary>The output of a block's attention.</summary>
    public static FeatureSite Attention(int layer) => new(HookSite.AttentionOutput, layer);

    /// <summary>The output of a block's MLP.</summary>
    public static FeatureSite Mlp(int layer) => new(HookSite.MlpOutput, layer);

    /// <summary>The residual stream behind a block.</summary>
    public static FeatureSite Residual(int layer) => new(HookSite.ResidualPost, layer);

    /// <summary>The TransformerLens name.</summary>
    public string Name => HookNames.Of(Hook, Layer);

    /// <summary>The short name in reports, as published: <c>embed</c>, <c>attn_3</c>, <c>mlp_3</c>, <c>resid_3</c>.</summary>
    public string ShortName =>
        Hook switch
        {
            HookSite.TokenEmbedding => "embed",
            HookSite.ResidualPre => Numbered("resid_pre"),
            HookSite.MixedValue => Numbered("z"),
            HookSite.AttentionOutput => Numbered("attn"),
            HookSite.MlpPost => Numbered("neurons"),
            HookSite.MlpOutput => Numbered("mlp"),
            HookSite.ResidualPost => Numbered("resid"),
            _ => Name,
        };

    /// <summary>Embedding, attention output, MLP output and residual stream of every block, in forward order.</summary>
    public static IReadOnlyList<FeatureSite> All(Architecture architecture) =>
        [
            Embedding,
            .. Enumerable
                .Range(0, architecture.Layers)
                .SelectMany(layer =>
                    architecture.AttentionOnly
                        ? new[] { Attention(layer), Residual(layer) }
                        : [Attention(layer), Mlp(layer), Residual(layer)]
                ),
        ];

    /// <summary>The site of a TransformerLens name.</summary>
    /// <exception cref="DictionaryException">The name is not that of a site that can have a dictionary.</exception>
    public static FeatureSite Parse(string name) =>
        TryParse(name, out var site)
            ? site
            : throw new DictionaryException(
                $"'{name}' is no site that can have a dictionary; such sites are {string.Join(", ", Hooks.Select(hook => HookNames.Of(hook, 0)))}, and so on for every block"
            );

    /// <summary>The site of a TransformerLens name; false if it is not that of a site that can have a dictionary.</summary>
    internal static bool TryParse(string name, out FeatureSite site)
    {
        var parts = name.Split('.');
        var layer = -1;
        if (
            parts.Length > 1
            && parts[0] == "blocks"
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        )
        {
            layer = number;
        }

        foreach (var hook in Hooks)
        {
            site = new FeatureSite(hook, HookSites.IsInBlock(hook) ? layer : -1);
            if (site.Name == name && (site.Layer >= 0 || !HookSites.IsInBlock(hook)))
            {
                return true;
            }
        }

        site = default;
        return false;
    }

    /// <summary>Width of the activation; heads side by side for <c>hook_z</c>.</summary>
    /// <exception cref="DictionaryException">Models of this architecture have no such site.</exception>
    public int Width(Architecture architecture)
    {
        if (!Hooks.Contains(Hook) || Layer >= architecture.Layers || !HookSites.Exists(Hook, architecture))
        {
            throw new DictionaryException(
                FormattableString.Invariant(
                    $"{Name} is no site of a model of {Counted.Of(architecture.Layers, "block")}{(architecture.AttentionOnly ? " without MLPs" : "")}"
                )
            );
        }

        return Hook switch
        {
            HookSite.MixedValue => architecture.Heads * architecture.HeadWidth,
            HookSite.MlpPost => architecture.MlpWidth,
            _ => architecture.ModelWidth,
        };
    }

    /// <summary>Forward order.</summary>
    public int CompareTo(FeatureSite other) => (Layer, Hook).CompareTo((other.Layer, other.Hook));

    /// <summary>The TransformerLens name.</summary>
    public override string ToString() => Name;

    private string Numbered(string name) => FormattableString.Invariant($"{name}_{Layer}");
}

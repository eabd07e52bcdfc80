using System.Globalization;

namespace Circuitry.Features;

/// <summary>A feature of a site's dictionary, or the site's error term; at one position where positions are split.</summary>
/// <param name="Site">The site.</param>
/// <param name="Feature">The feature's index in the dictionary, or <see cref="ErrorTerm"/>.</param>
/// <param name="Position">The position; null where a node is the feature at all positions.</param>
public readonly record struct FeatureNode(FeatureSite Site, int Feature, int? Position = null) : IUnit
{
    /// <summary>The value of <see cref="Feature"/> for the error term.</summary>
    public const int ErrorTerm = -1;

    /// <summary>Whether it is the error term.</summary>
    public bool IsError => Feature == ErrorTerm;

    /// <summary>The name in reports, such as <c>resid_5/3036</c>, <c>mlp_2/error</c> or <c>embed/946@3</c>.</summary>
    public override string ToString() => Named(Site.ShortName);

    /// <summary>The name in files, with the TransformerLens name of the site.</summary>
    public string Name => Named(Site.Name);

    /// <summary>The node of a name in files.</summary>
    /// <exception cref="DictionaryException">The text is no such name.</exception>
    public static FeatureNode Parse(string name)
    {
        var (site, feature, position) =
            Split(name)
            ?? throw new DictionaryException(
                $"'{name}' names no feature; names are such as blocks.2.hook_mlp_out/37, blocks.2.hook_mlp_out/error or hook_embed/946@3"
            );
        return new FeatureNode(FeatureSite.Parse(site), feature, position);
    }

    /// <summary>The node of a name in files; false if the text is no such name.</summary>
    internal static bool TryParse(string name, out FeatureNode node)
    {
        node = default;
        if (Split(name) is not var (text, feature, position) || !FeatureSite.TryParse(text, out var site))
        {
            return false;
        }

        node = new FeatureNode(site, feature, position);
        return true;
    }

    /// <summary>The parts of a name in files; null if it has others.</summary>
    private static (string Site, int Feature, int? Position)? Split(string name)
    {
        var slash = name.LastIndexOf('/');
        var rest = name[(slash + 1)..].Split('@');
        var feature = ErrorTerm;
        var position = 0;
        return
            slash < 0
            || rest.Length > 2
            || (rest[0] != "error" && !Number(rest[0], out feature))
            || (rest.Length == 2 && !Number(rest[1], out position))
            ? null
            : (name[..slash], feature, rest.Length == 2 ? position : null);
    }

    private string Named(string site) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{site}/{(IsError ? "error" : Feature.ToString(CultureInfo.InvariantCulture))}{(Position is { } position ? $"@{position}" : "")}"
        );

    private static bool Number(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}

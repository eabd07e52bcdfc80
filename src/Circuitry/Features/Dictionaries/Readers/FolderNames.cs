using System.Globalization;
using System.Text.RegularExpressions;

namespace Circuitry.Features;

/// <summary>
/// Reads sites from the names of folders, and of the modules that dictionaries were trained on: dictionaries are published in
/// folders such as <c>layer_20/width_16k</c>, <c>resid_post_layer_3</c> or <c>attn_out_layer0</c>, and saved here in <c>resid_3</c>.
/// </summary>
internal static partial class FolderNames
{
    // As many as the deepest published layout has: layer, width, sparsity, and a trainer.
    private const int Deepest = 4;

    private const int Thousand = 1000;
    private const int BinaryThousand = 1024;

    /// <summary>Refuses, and disposes, a dictionary if a folder in its path names another site or width.</summary>
    /// <param name="path">The file.</param>
    /// <param name="read">The dictionary that was read there.</param>
    /// <exception cref="DictionaryException">A folder names another site or width.</exception>
    public static SparseAutoencoder Checked(string path, SparseAutoencoder read)
    {
        try
        {
            string[] folders =
            [
                .. Path.GetFullPath(path)
                    .Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries)
                    .Reverse()
                    .Take(Deepest),
            ];
            // The innermost that names anything; outer folders may be about something else.
            if (folders.FirstOrDefault(IsPlace) is { } place)
            {
                CheckPlace(path, $"the folder '{place}'", place, read.Site);
            }

            if (folders.FirstOrDefault(name => Width().IsMatch(name)) is { } width)
            {
                CheckWidth(path, width, read.Width);
            }

            return read;
        }
        catch
        {
            read.Dispose();
            throw;
        }
    }

    /// <summary>Refuses a name that names another site; names without a site pass.</summary>
    /// <param name="file">The file that bears the name, or that lies there.</param>
    /// <param name="what">What the name is, for the message.</param>
    /// <param name="name">The name.</param>
    /// <param name="site">The hook site.</param>
    /// <exception cref="DictionaryException">It names another site.</exception>
    public static void CheckPlace(string file, string what, string name, FeatureSite site)
    {
        if (!Says(name, out var kind, out var layer) || Agrees(kind, layer, site))
        {
            return;
        }

        throw new DictionaryException(
            $"{file}: {what} says {Text(kind, layer)}, and the dictionary is read as one of {site}; give the place that it was trained on, or rename what is named wrongly"
        );
    }

    /// <summary>Refuses a block that is not the site's.</summary>
    /// <exception cref="DictionaryException">It is another block.</exception>
    public static void CheckLayer(string file, string what, int layer, FeatureSite site)
    {
        if (!Agrees(null, layer, site))
        {
            throw new DictionaryException(
                $"{file}: {what} is {layer.ToString(CultureInfo.InvariantCulture)}, and the dictionary is read as one of {site}; give the place that it was trained on"
            );
        }
    }

    private static bool IsPlace(string name) => Says(name, out _, out _);

    private static bool Says(string name, out string? kind, out int? layer)
    {
        (kind, layer) = (null, null);
        if (Embedding().IsMatch(name))
        {
            kind = "embed";
            return true;
        }

        var found = Block().Match(name);
        if (
            !found.Success
            || !int.TryParse(
                found.Groups["layer"].Value,
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var number
            )
        )
        {
            return false;
        }

        layer = number;
        kind = found.Groups["kind"] is { Success: true, Value: var written } ? written : null;
        return true;
    }

    /// <summary>Whether a site may be the named one; the stream in front of a block is the one behind the block before it.</summary>
    private static bool Agrees(string? kind, int? layer, FeatureSite site)
    {
        var isOfKind = kind switch
        {
            null => true,
            "embed" => site.Hook == HookSite.TokenEmbedding,
            "attn" => site.Hook is HookSite.AttentionOutput or HookSite.MixedValue,
            "mlp" => site.Hook is HookSite.MlpOutput or HookSite.MlpPost,
            "z" => site.Hook == HookSite.MixedValue,
            "neurons" => site.Hook == HookSite.MlpPost,
            _ => site.Hook is HookSite.ResidualPre or HookSite.ResidualPost,
        };
        return isOfKind
            && (
                layer is not { } block
                || site.Hook switch
                {
                    // Some count the embedding as part of the first block.
                    HookSite.TokenEmbedding => block <= 0,
                    HookSite.ResidualPre => kind == "resid_pre" ? block == site.Layer
                    : kind is null ? block == site.Layer || block == site.Layer - 1
                    : block == site.Layer - 1,
                    HookSite.ResidualPost => kind == "resid_pre" ? block == site.Layer + 1 : block == site.Layer,
                    _ => block == site.Layer,
                }
            );
    }

    private static void CheckWidth(string path, string folder, int width)
    {
        var match = Width().Match(folder);
        var unit = match.Groups["unit"].Value == "k" ? 1 : 2;
        var number = double.Parse(match.Groups["number"].Value, NumberStyles.None, CultureInfo.InvariantCulture);
        if (width < number * Math.Pow(Thousand, unit) || width > number * Math.Pow(BinaryThousand, unit))
        {
            throw new DictionaryException(
                FormattableString.Invariant(
                    $"{path}: the folder '{folder}' says another width than the {Counted.Of(width, "feature")} of the dictionary; fetch it again, or rename what is named wrongly"
                )
            );
        }
    }

    private static string Text(string? kind, int? layer) =>
        layer is { } block
            ? $"{kind ?? "a place"} of block {block.ToString(CultureInfo.InvariantCulture)}"
            : "the embedding";

    [GeneratedRegex("^embed(ding)?$")]
    private static partial Regex Embedding();

    // The published names, and the short ones that dictionaries are saved under.
    [GeneratedRegex(
        @"^(?:layer_(?<layer>\d+)|(?<kind>resid_pre)_layer_?(?<layer>\d+)(?:_.*)?|(?<kind>resid|attn|mlp)_(?:post|out)_layer_?(?<layer>\d+)(?:_.*)?|(?<kind>resid_pre|resid|attn|mlp|z|neurons)_(?<layer>\d+))$",
        RegexOptions.NonBacktracking
    )]
    private static partial Regex Block();

    [GeneratedRegex(@"^width_(?<number>\d{1,6})(?<unit>[km])$", RegexOptions.NonBacktracking)]
    private static partial Regex Width();
}

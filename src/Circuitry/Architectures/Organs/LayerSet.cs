using System.Globalization;

namespace Circuitry.Models;

/// <summary>Sets of layers as text, one text for each set: <c>all</c>, or numbers in order with commas between, such as <c>0,2,4</c>.</summary>
public static class LayerSet
{
    /// <summary>Every layer.</summary>
    public const string All = "all";

    private const int MostLayers = 1 << 24;

    /// <summary>The text of a set of layers.</summary>
    /// <param name="layers">Number of layers.</param>
    /// <param name="contains">Whether a layer is in it.</param>
    /// <returns><see cref="All"/> where every layer is, and an empty text where none is.</returns>
    /// <exception cref="ArchitectureException">There are more layers than are read, 2^24.</exception>
    public static string Of(int layers, Func<int, bool> contains)
    {
        if (layers > MostLayers)
        {
            throw new ArchitectureException(
                "layers",
                $"is {layers.ToString(CultureInfo.InvariantCulture)}; at most {MostLayers.ToString(CultureInfo.InvariantCulture)} (2^24) are read"
            );
        }

        var those = Enumerable.Range(0, layers).Where(contains).ToList();
        return those.Count == layers
            ? All
            : string.Join(",", those.Select(layer => layer.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>Whether a layer is in a set.</summary>
    /// <param name="set">The text of the set.</param>
    /// <param name="layer">The layer, from 0.</param>
    public static bool Contains(string set, int layer) =>
        set == All || set.Split(',').Contains(layer.ToString(CultureInfo.InvariantCulture));

    /// <summary>Requires the text of a set in the one way in which sets are written.</summary>
    /// <param name="field">The name of what holds it, for the error.</param>
    /// <param name="set">The text.</param>
    /// <param name="layers">Number of layers.</param>
    /// <exception cref="ArchitectureException">It is no set of these layers, or written in another way.</exception>
    internal static void Require(string field, string set, int layers)
    {
        // Absurd numbers of layers are refused without counting them.
        if (set == All || IsListOf(set, layers))
        {
            return;
        }

        throw new ArchitectureException(
            field,
            $"is '{VisibleText.Short(set)}'; it must be '{All}', or layers of 0 to {(layers - 1).ToString(CultureInfo.InvariantCulture)} in order with commas between and not all of them, such as '0,2'"
        );
    }

    private static bool IsListOf(string set, int layers)
    {
        var previous = -1;
        string[] parts = set.Length == 0 ? [] : set.Split(',');
        foreach (var part in parts)
        {
            if (
                !int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var layer)
                || layer.ToString(CultureInfo.InvariantCulture) != part
                || layer <= previous
                || layer >= layers
            )
            {
                return false;
            }

            previous = layer;
        }

        return parts.Length < layers;
    }
}

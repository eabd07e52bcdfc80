using System.Globalization;

namespace Circuitry.Models;

/// <summary>Sets of layers as text, one text for each set: <c>all</c>, or numbers in order with commas between, such as <c>0,2,4</c>.</summary>
public static class LayerSet
{
    /// <summary>Every layer.</summary>
    public const string All = "all";

    /// <summary>The text of a set of layers.</summary>
    /// <param name="layers">Number of layers.</param>
    /// <param name="contains">Whether a layer is in it.</param>
    /// <returns><see cref="All"/> where every layer is, and an empty text where none is.</returns>
    public static string Of(int layers, Func<int, bool> contains)
    {
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
        if (set != All && Of(layers, layer => Contains(set, layer)) != set)
        {
            throw new ArchitectureException(
                field,
                $"is '{VisibleText.Short(set)}'; it must be '{All}', or layers of 0 to {(layers - 1).ToString(CultureInfo.InvariantCulture)} in order with commas between and not all of them, such as '0,2'"
            );
        }
    }
}

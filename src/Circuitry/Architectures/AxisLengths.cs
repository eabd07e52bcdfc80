using System.Globalization;

namespace Circuitry;

/// <summary>Products of sizes that are the lengths of axes, or number what is computed, and must therefore be ints.</summary>
internal static class AxisLengths
{
    /// <exception cref="ArchitectureException">A product is too large.</exception>
    public static void Check(Architecture a)
    {
        Fits("layers", "steps of a forward pass", 2L * a.Layers + 2);
        Fits("model width", "columns of query, key and value inputs side by side", 3L * a.ModelWidth);
        // Each of the two factors is below 2^33 and 2^31.
        Fits(
            "heads and head width",
            "columns of queries, keys and values side by side",
            (double)((long)a.Heads + 2L * a.KeyValueHeads) * a.HeadWidth
        );
    }

    private static void Fits(string field, string what, double length)
    {
        if (length > int.MaxValue)
        {
            var found = length.ToString("0", CultureInfo.InvariantCulture);
            throw new ArchitectureException(field, $"there would be {found} {what}, and 2147483647 are the most");
        }
    }
}

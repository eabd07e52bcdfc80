using TorchSharp;
using static TorchSharp.torch;

namespace Circuitry.Weights;

/// <summary>The moves between stored and canonical layouts. Each takes over its argument and returns a fresh contiguous tensor.</summary>
internal static class Layout
{
    /// <summary>[out, in] -> [in, out].</summary>
    public static Tensor Transpose(Tensor stored)
    {
        using (stored)
        {
            using var turned = stored.t();
            return turned.contiguous();
        }
    }

    /// <summary>[head, d_model, d_head] -> [d_model, head * d_head].</summary>
    public static Tensor HeadsToColumns(Tensor stored)
    {
        using (stored)
        {
            using var turned = stored.permute(1, 0, 2);
            using var rows = turned.contiguous();
            return rows.view(stored.size(1), stored.size(0) * stored.size(2));
        }
    }

    /// <summary>[head, d_head, d_model] -> [head * d_head, d_model].</summary>
    public static Tensor HeadsToRows(Tensor stored)
    {
        using (stored)
        {
            return stored.view(stored.size(0) * stored.size(1), stored.size(2));
        }
    }

    /// <summary>[head, d_head] -> [head * d_head].</summary>
    public static Tensor Flatten(Tensor stored)
    {
        using (stored)
        {
            return stored.view(-1);
        }
    }

    /// <summary>Rows (key_value_head, {its queries, its key, its value}, d_head) -> ({queries, keys, values}, head, d_head).</summary>
    /// <param name="stored">A matrix [out, in], or a bias.</param>
    /// <param name="groups">The number of key and value heads.</param>
    /// <param name="headWidth">The width of a head.</param>
    public static Tensor Grouped(Tensor stored, int groups, int headWidth)
    {
        using (stored)
        {
            long[] rest = [.. stored.shape.Skip(1)];
            using var split = stored.view([groups, -1, headWidth, .. rest]);
            var queries = split.size(1) - 2;
            return Join(0, Of(0, queries), Of(queries, 1), Of(queries + 1, 1));

            Tensor Of(long first, long count)
            {
                using var those = split.narrow(1, first, count);
                using var rows = those.contiguous();
                return rows.view([groups * count * headWidth, .. rest]);
            }
        }
    }

    /// <summary>Joins along a dimension.</summary>
    public static Tensor Join(int dimension, params Tensor[] parts)
    {
        try
        {
            return cat(parts, dimension);
        }
        finally
        {
            foreach (var part in parts)
            {
                part.Dispose();
            }
        }
    }
}

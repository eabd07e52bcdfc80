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

    /// <summary>Rows (head, {q, k, v}, d_head) of [head * 3 * d_head, d_model] -> columns ({q, k, v}, head, d_head).</summary>
    public static Tensor InterleavedRowsToColumns(Tensor stored, int heads)
    {
        using (stored)
        {
            using var split = stored.view(heads, 3, -1, stored.size(1));
            using var turned = split.permute(3, 1, 0, 2);
            using var rows = turned.contiguous();
            return rows.view(stored.size(1), stored.size(0));
        }
    }

    /// <summary>(head, {q, k, v}, d_head) of [head * 3 * d_head] -> ({q, k, v}, head, d_head).</summary>
    public static Tensor InterleavedBias(Tensor stored, int heads)
    {
        using (stored)
        {
            using var split = stored.view(heads, 3, -1);
            using var turned = split.permute(1, 0, 2);
            using var rows = turned.contiguous();
            return rows.view(-1);
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

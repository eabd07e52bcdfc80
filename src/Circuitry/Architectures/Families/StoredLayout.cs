namespace Circuitry;

/// <summary>The layout of a stored tensor, seen from the shape that <see cref="Weight"/> gives.</summary>
public enum StoredLayout
{
    /// <summary>In that shape: a matrix is [in, out].</summary>
    AsIs,

    /// <summary>Transposed: a matrix is [out, in], as a linear layer of PyTorch stores it.</summary>
    Transposed,

    /// <summary>
    /// For <see cref="Weight.W_QKV"/> and its bias: rows are (key_value_head, {its queries, its key, its value}, d_head), and a matrix
    /// is [out, in]. With as many key and value heads as heads they are (head, {query, key, value}, d_head).
    /// </summary>
    Interleaved,

    /// <summary>With an axis of heads in front: [head, d_model, d_head], of the output [head, d_head, d_model], of a bias or a norm [head, d_head].</summary>
    ByHead,

    /// <summary>Once for all heads, [d_head]; for the norms of queries and keys.</summary>
    Shared,
}

namespace Circuitry;

/// <summary>How a stored tensor lies, seen from the shape that <see cref="Weight"/> gives.</summary>
public enum StoredLayout
{
    /// <summary>In that shape: a matrix is [in, out].</summary>
    AsIs,

    /// <summary>Transposed: a matrix is [out, in], as a linear layer of PyTorch stores it.</summary>
    Transposed,

    /// <summary>Rows are (head, {query, key, value}, d_head), and a matrix is [out, in]; for <see cref="Weight.W_QKV"/> and its bias.</summary>
    Interleaved,

    /// <summary>With an axis of heads in front: [head, d_model, d_head], of the output [head, d_head, d_model], of a bias [head, d_head].</summary>
    ByHead,
}

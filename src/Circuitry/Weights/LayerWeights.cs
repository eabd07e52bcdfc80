using static TorchSharp.torch;

namespace Circuitry.Weights;

/// <summary>The weights of one block. What the architecture does not have is null.</summary>
public sealed class LayerWeights
{
    /// <summary>Scale of the norm in front of attention, [d_model].</summary>
    public Tensor? Norm1Scale { get; init; }

    /// <summary>Bias of the norm in front of attention, [d_model].</summary>
    public Tensor? Norm1Bias { get; init; }

    /// <summary>
    /// Queries, keys and values side by side, [d_model, (head + 2 key_value_head) * d_head]; columns are all query heads,
    /// then all key heads, then all value heads.
    /// </summary>
    public required Tensor W_QKV { get; init; }

    /// <summary>Their biases in the same order, [(head + 2 key_value_head) * d_head].</summary>
    public Tensor? b_QKV { get; init; }

    /// <summary>Scale of the norm of queries, [head * d_head].</summary>
    public Tensor? QueryNormScale { get; init; }

    /// <summary>Bias of the norm of queries, [head * d_head].</summary>
    public Tensor? QueryNormBias { get; init; }

    /// <summary>Scale of the norm of keys, [key_value_head * d_head].</summary>
    public Tensor? KeyNormScale { get; init; }

    /// <summary>Bias of the norm of keys, [key_value_head * d_head].</summary>
    public Tensor? KeyNormBias { get; init; }

    /// <summary>Attention output, [head * d_head, d_model].</summary>
    public required Tensor W_O { get; init; }

    /// <summary>Attention output bias, [d_model].</summary>
    public Tensor? b_O { get; init; }

    /// <summary>Scale of the norm behind attention, [d_model].</summary>
    public Tensor? PostNorm1Scale { get; init; }

    /// <summary>Bias of the norm behind attention, [d_model].</summary>
    public Tensor? PostNorm1Bias { get; init; }

    /// <summary>Scale of the norm in front of the MLP, [d_model].</summary>
    public Tensor? Norm2Scale { get; init; }

    /// <summary>Bias of the norm in front of the MLP, [d_model].</summary>
    public Tensor? Norm2Bias { get; init; }

    /// <summary>MLP input (of a gated MLP: the linear path), [d_model, d_mlp].</summary>
    public Tensor? W_in { get; init; }

    /// <summary>MLP input bias, [d_mlp].</summary>
    public Tensor? b_in { get; init; }

    /// <summary>Gate of a gated MLP, [d_model, d_mlp].</summary>
    public Tensor? W_gate { get; init; }

    /// <summary>Gate bias, [d_mlp]; TransformerLens's gates have none.</summary>
    public Tensor? b_gate { get; init; }

    /// <summary>MLP output, [d_mlp, d_model].</summary>
    public Tensor? W_out { get; init; }

    /// <summary>MLP output bias, [d_model].</summary>
    public Tensor? b_out { get; init; }

    /// <summary>Scale of the norm behind the MLP, [d_model].</summary>
    public Tensor? PostNorm2Scale { get; init; }

    /// <summary>Bias of the norm behind the MLP, [d_model].</summary>
    public Tensor? PostNorm2Bias { get; init; }

    /// <summary>Every tensor, in a fixed order.</summary>
    public IEnumerable<Tensor> Tensors =>
        new[]
        {
            Norm1Scale,
            Norm1Bias,
            W_QKV,
            b_QKV,
            QueryNormScale,
            QueryNormBias,
            KeyNormScale,
            KeyNormBias,
            W_O,
            b_O,
            PostNorm1Scale,
            PostNorm1Bias,
            Norm2Scale,
            Norm2Bias,
            W_in,
            b_in,
            W_gate,
            b_gate,
            W_out,
            b_out,
            PostNorm2Scale,
            PostNorm2Bias,
        }.OfType<Tensor>();
}

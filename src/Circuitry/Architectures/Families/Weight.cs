namespace Circuitry;

/// <summary>A weight of a transformer, which a family stores under a name of its own. Everything multiplies from the right.</summary>
public enum Weight
{
    /// <summary>Token embedding, [d_vocab, d_model].</summary>
    W_E,

    /// <summary>Learned positions, [n_ctx, d_model].</summary>
    W_pos,

    /// <summary>Scale of the norm behind the embedding of tokens, [d_model].</summary>
    EmbeddingNormScale,

    /// <summary>Bias of the norm behind the embedding of tokens, [d_model].</summary>
    EmbeddingNormBias,

    /// <summary>Scale of the final norm, [d_model].</summary>
    FinalNormScale,

    /// <summary>Bias of the final norm, [d_model].</summary>
    FinalNormBias,

    /// <summary>Unembedding, [d_model, d_vocab_out].</summary>
    W_U,

    /// <summary>Bias of the logits, [d_vocab_out].</summary>
    b_U,

    /// <summary>Scale of the norm in front of attention, [d_model].</summary>
    Norm1Scale,

    /// <summary>Bias of the norm in front of attention, [d_model].</summary>
    Norm1Bias,

    /// <summary>Queries, keys and values side by side, [d_model, (head + 2 key_value_head) * d_head].</summary>
    W_QKV,

    /// <summary>Queries, [d_model, head * d_head].</summary>
    W_Q,

    /// <summary>Keys, [d_model, key_value_head * d_head].</summary>
    W_K,

    /// <summary>Values, [d_model, key_value_head * d_head].</summary>
    W_V,

    /// <summary>Biases of queries, keys and values side by side, [(head + 2 key_value_head) * d_head].</summary>
    b_QKV,

    /// <summary>Bias of queries, [head * d_head].</summary>
    b_Q,

    /// <summary>Bias of keys, [key_value_head * d_head].</summary>
    b_K,

    /// <summary>Bias of values, [key_value_head * d_head].</summary>
    b_V,

    /// <summary>Scale of the norm of queries, [head * d_head].</summary>
    QueryNormScale,

    /// <summary>Bias of the norm of queries, [head * d_head].</summary>
    QueryNormBias,

    /// <summary>Scale of the norm of keys, [key_value_head * d_head].</summary>
    KeyNormScale,

    /// <summary>Bias of the norm of keys, [key_value_head * d_head].</summary>
    KeyNormBias,

    /// <summary>Attention output, [head * d_head, d_model].</summary>
    W_O,

    /// <summary>Attention output bias, [d_model].</summary>
    b_O,

    /// <summary>Scale of the norm behind attention, [d_model].</summary>
    PostNorm1Scale,

    /// <summary>Bias of the norm behind attention, [d_model].</summary>
    PostNorm1Bias,

    /// <summary>Scale of the norm in front of the MLP, [d_model].</summary>
    Norm2Scale,

    /// <summary>Bias of the norm in front of the MLP, [d_model].</summary>
    Norm2Bias,

    /// <summary>MLP input (of a gated MLP: the linear path), [d_model, d_mlp].</summary>
    W_in,

    /// <summary>MLP input bias, [d_mlp].</summary>
    b_in,

    /// <summary>Gate of a gated MLP, [d_model, d_mlp].</summary>
    W_gate,

    /// <summary>Gate bias, [d_mlp].</summary>
    b_gate,

    /// <summary>MLP output, [d_mlp, d_model].</summary>
    W_out,

    /// <summary>MLP output bias, [d_model].</summary>
    b_out,

    /// <summary>Scale of the norm behind the MLP, [d_model].</summary>
    PostNorm2Scale,

    /// <summary>Bias of the norm behind the MLP, [d_model].</summary>
    PostNorm2Bias,
}

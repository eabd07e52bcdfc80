using System.Diagnostics;
using static TorchSharp.torch;

namespace Circuitry.Weights;

/// <summary>A transformer's weights in one canonical layout, whatever names and layouts they were stored under.</summary>
/// <remarks>
/// Everything multiplies from the right (<c>y = x W + b</c>). What the architecture does not have is null. The weights
/// are as stored: no folding, no centring. The object owns its tensors.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed partial class TransformerWeights : IDisposable, IIdentified
{
    private string? hash;
    private bool _disposed;

    /// <summary>The architecture these weights belong to.</summary>
    public required Architecture Architecture { get; init; }

    /// <summary>Token embedding, [d_vocab, d_model].</summary>
    /// <exception cref="ObjectDisposedException">The weights are disposed.</exception>
    public required Tensor W_E
    {
        get => Live(field);
        init;
    }

    /// <summary>Learned positions, [n_ctx, d_model]; null where positions are not learned.</summary>
    /// <exception cref="ObjectDisposedException">The weights are disposed.</exception>
    public Tensor? W_pos
    {
        get => Live(field);
        init;
    }

    /// <summary>Scale of the norm behind the embedding of tokens, [d_model]; null where there is none.</summary>
    /// <exception cref="ObjectDisposedException">The weights are disposed.</exception>
    public Tensor? EmbeddingNormScale
    {
        get => Live(field);
        init;
    }

    /// <summary>Bias of the norm behind the embedding of tokens, [d_model]; null where there is none.</summary>
    /// <exception cref="ObjectDisposedException">The weights are disposed.</exception>
    public Tensor? EmbeddingNormBias
    {
        get => Live(field);
        init;
    }

    /// <summary>The blocks, first to last.</summary>
    /// <exception cref="ObjectDisposedException">The weights are disposed.</exception>
    public required IReadOnlyList<LayerWeights> Layers
    {
        get => Live(field);
        init;
    }

    /// <summary>Scale of the final norm, [d_model].</summary>
    /// <exception cref="ObjectDisposedException">The weights are disposed.</exception>
    public Tensor? FinalNormScale
    {
        get => Live(field);
        init;
    }

    /// <summary>Bias of the final norm, [d_model].</summary>
    /// <exception cref="ObjectDisposedException">The weights are disposed.</exception>
    public Tensor? FinalNormBias
    {
        get => Live(field);
        init;
    }

    /// <summary>Unembedding, [d_model, d_vocab_out]; of a tied model that was loaded a view of <see cref="W_E"/>, transposed, with no memory of its own.</summary>
    /// <exception cref="ObjectDisposedException">The weights are disposed.</exception>
    public required Tensor W_U
    {
        get => Live(field);
        init;
    }

    /// <summary>Bias of the logits, [d_vocab_out].</summary>
    /// <exception cref="ObjectDisposedException">The weights are disposed.</exception>
    public Tensor? b_U
    {
        get => Live(field);
        init;
    }

    /// <summary>SHA-256 over the bytes of <see cref="Tensors"/>, as 64 hexadecimal digits; taken at the first call and kept.</summary>
    public string Hash
    {
        get => hash ??= WeightsHash.Of(Tensors);
        init => hash = value;
    }

    /// <summary>
    /// Repository and commit that the weights were published under, such as
    /// <c>google/gemma-2-2b@c5ebcd40d208330abc697524c919956e692655cf</c>; null where they were not read from the Hugging Face cache.
    /// </summary>
    public string? Revision { get; internal set; }

    string IIdentified.Identity => Hash;

    /// <summary>The number type the model computes in.</summary>
    public ScalarType NumberType => W_E.dtype;

    /// <summary>The device the weights lie on.</summary>
    public Device Device => W_E.device;

    /// <summary>Every tensor, in a fixed order.</summary>
    public IEnumerable<Tensor> Tensors =>
        new[] { W_E, W_pos, EmbeddingNormScale, EmbeddingNormBias, FinalNormScale, FinalNormBias, W_U, b_U }
            .Concat(Layers.SelectMany(layer => layer.Tensors))
            .OfType<Tensor>();

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        foreach (var tensor in Tensors)
        {
            tensor.Dispose();
        }

        _disposed = true;
    }

    private T Live<T>(T value)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return value;
    }

    /// <summary>The size of the model, number type and device.</summary>
    public override string ToString() =>
        _disposed
            ? "weights, disposed"
            : $"weights of {Counted.Of(Architecture.Layers, "block")} of {Counted.Of(Architecture.Heads, "head")}, {NumberType} on {Device}";
}

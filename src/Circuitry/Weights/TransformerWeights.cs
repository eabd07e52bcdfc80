using static TorchSharp.torch;

namespace Circuitry;

/// <summary>A transformer's weights in one canonical layout, whatever names and layouts they were stored under.</summary>
/// <remarks>
/// Everything multiplies from the right (<c>y = x W + b</c>). What the architecture does not have is null. The weights
/// are as stored: no folding, no centring. The object owns its tensors.
/// </remarks>
public sealed partial class TransformerWeights : IDisposable
{
    private string? hash;

    /// <summary>The architecture these weights belong to.</summary>
    public required Architecture Architecture { get; init; }

    /// <summary>Token embedding, [d_vocab, d_model].</summary>
    public required Tensor W_E { get; init; }

    /// <summary>Learned positions, [n_ctx, d_model]; null where positions are not learned.</summary>
    public Tensor? W_pos { get; init; }

    /// <summary>The blocks, first to last.</summary>
    public required IReadOnlyList<LayerWeights> Layers { get; init; }

    /// <summary>Scale of the final norm, [d_model].</summary>
    public Tensor? FinalNormScale { get; init; }

    /// <summary>Bias of the final norm, [d_model].</summary>
    public Tensor? FinalNormBias { get; init; }

    /// <summary>Unembedding, [d_model, d_vocab_out].</summary>
    public required Tensor W_U { get; init; }

    /// <summary>Bias of the logits, [d_vocab_out].</summary>
    public Tensor? b_U { get; init; }

    /// <summary>SHA-256 over the bytes of <see cref="Tensors"/>, as 64 hexadecimal digits; taken at the first call and kept.</summary>
    public string Hash
    {
        get => hash ??= WeightsHash.Of(Tensors);
        init => hash = value;
    }

    /// <summary>The number type the model computes in.</summary>
    public ScalarType NumberType => W_E.dtype;

    /// <summary>The device the weights lie on.</summary>
    public Device Device => W_E.device;

    /// <summary>Every tensor, in a fixed order.</summary>
    public IEnumerable<Tensor> Tensors =>
        new[] { W_E, W_pos, FinalNormScale, FinalNormBias, W_U, b_U }
            .Concat(Layers.SelectMany(layer => layer.Tensors))
            .OfType<Tensor>();

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tensor in Tensors)
        {
            tensor.Dispose();
        }
    }
}

using static TorchSharp.torch;

namespace Circuitry.Features;

/// <summary>The activation's coordinates as features, the baseline of dictionaries. It has no error term.</summary>
/// <param name="site">The hook site.</param>
/// <param name="architecture">The model's architecture.</param>
/// <exception cref="DictionaryException">Models of this architecture have no such site.</exception>
public sealed class NeuronBasis(FeatureSite site, Architecture architecture)
    : FeatureDictionary(site, site.Width(architecture), site.Width(architecture))
{
    private bool _isDisposed;

    /// <inheritdoc/>
    public override bool IsExact => true;

    /// <inheritdoc/>
    public override string Hash => TextHash.Of(FormattableString.Invariant($"neurons of {Site.Name}, {Width}"));

    /// <inheritdoc/>
    public override Tensor Encode(Tensor input)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return input.alias();
    }

    /// <inheritdoc/>
    public override Tensor Decode(Tensor features, Tensor input)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return features.alias();
    }

    /// <inheritdoc/>
    public override Tensor DecoderGradient(Tensor gradient, Tensor input)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return gradient.alias();
    }

    /// <inheritdoc/>
    public override Tensor Directions(Tensor indices)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        using var scope = NewDisposeScope();
        return eye(Width, dtype: get_default_dtype(), device: indices.device)
            .index_select(0, indices)
            .MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override Tensor EncoderGradients(Tensor input, Tensor indices)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        using var scope = NewDisposeScope();
        return eye(Width, dtype: input.dtype, device: input.device).index_select(0, indices).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _isDisposed = true;
        GC.SuppressFinalize(this);
    }
}

using static TorchSharp.torch;

namespace Circuitry.Features;

/// <summary>
/// A sparse autoencoder: features = activation((x - b_dec) W_enc + b_enc), reconstruction = features W_dec + b_dec. Owns its
/// tensors.
/// </summary>
/// <remarks>
/// It computes in its own number type and gives reconstructions in that of the activation. Where it normalizes its input,
/// <see cref="Directions"/> are in its own scale.
/// </remarks>
public sealed partial class SparseAutoencoder : FeatureDictionary
{
    private readonly Lazy<string> _hash;
    private bool _isDisposed;

    /// <summary>Takes ownership of tensors, all of one number type on one device.</summary>
    /// <param name="site">The hook site.</param>
    /// <param name="encoder">W_enc, [d_in, d_sae].</param>
    /// <param name="encoderBias">b_enc, [d_sae]; null for a gated activation, which has its own biases.</param>
    /// <param name="decoder">W_dec, [d_sae, d_in].</param>
    /// <param name="decoderBias">b_dec, [d_in].</param>
    /// <param name="activation">The activation function; its tensors are owned as well.</param>
    /// <exception cref="DictionaryException">A shape, number type or device differs, or a number is not finite.</exception>
    public SparseAutoencoder(
        FeatureSite site,
        Tensor encoder,
        Tensor? encoderBias,
        Tensor decoder,
        Tensor decoderBias,
        DictionaryActivation activation
    )
        : base(site, Size(encoder, 0), Size(encoder, 1))
    {
        W_enc = encoder;
        b_enc = encoderBias;
        W_dec = decoder;
        b_dec = decoderBias;
        Activation = activation;
        AutoencoderCheck.Check(this);
        foreach (var (_, tensor) in Tensors)
        {
            tensor.DetachFromDisposeScope();
        }

        _hash = new Lazy<string>(ComputeHash);
    }

    /// <summary>Encoder, [d_in, d_sae].</summary>
    public Tensor W_enc { get; }

    /// <summary>Encoder bias, [d_sae]; null for a gated activation.</summary>
    public Tensor? b_enc { get; }

    /// <summary>Decoder, [d_sae, d_in].</summary>
    public Tensor W_dec { get; }

    /// <summary>Decoder bias, [d_in].</summary>
    public Tensor b_dec { get; }

    /// <summary>The activation function, which makes features sparse.</summary>
    public DictionaryActivation Activation { get; }

    /// <summary>Whether b_dec is subtracted from the activation before it is encoded.</summary>
    public bool SubtractsDecoderBias { get; init; }

    /// <summary>The normalization that brings activations to the dictionary's scale.</summary>
    public InputNormalization Normalization { get; init; }

    /// <summary>The number type it computes in.</summary>
    public ScalarType NumberType => W_enc.dtype;

    /// <summary>All tensors by their names in SAELens's files.</summary>
    public IReadOnlyList<(string Name, Tensor Tensor)> Tensors =>
        [
            ("W_enc", W_enc),
            .. b_enc is null ? [] : new[] { ("b_enc", b_enc) },
            ("W_dec", W_dec),
            ("b_dec", b_dec),
            .. Activation.Tensors,
        ];

    /// <inheritdoc/>
    public override string Hash
    {
        get
        {
            ThrowIfDisposed();
            return _hash.Value;
        }
    }

    /// <inheritdoc/>
    public override Tensor Encode(Tensor input)
    {
        ThrowIfDisposed();
        using var scope = NewDisposeScope();
        return Activation.Apply(Ops.Linear(EncoderInput(input), W_enc, b_enc), null).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override Tensor Decode(Tensor features, Tensor input)
    {
        ThrowIfDisposed();
        using var scope = NewDisposeScope();
        var reconstruction = Ops.Linear(Own(features), W_dec, b_dec);
        return InputScale.Undo(Normalization, reconstruction, Own(input)).to(input.dtype).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override Tensor DecoderGradient(Tensor gradient, Tensor input)
    {
        ThrowIfDisposed();
        using var scope = NewDisposeScope();
        var scaled = InputScale.UndoGradient(Normalization, Own(gradient), Own(input));
        return Ops.Linear(scaled, W_dec.t()).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override Tensor Directions(Tensor indices)
    {
        ThrowIfDisposed();
        return W_dec.index_select(0, indices);
    }

    /// <inheritdoc/>
    public override Tensor EncoderGradients(Tensor input, Tensor indices)
    {
        ThrowIfDisposed();
        using var scope = NewDisposeScope();
        var weights = W_enc.index_select(1, indices).t();
        var slopes = IsActive(input, indices, weights).to(NumberType);
        if (Activation.Slopes(indices) is { } steeper)
        {
            slopes = slopes.mul(steeper);
        }

        return InputScale
            .ApplyGradient(Normalization, weights.mul(slopes.unsqueeze(-1)), Own(input))
            .to(input.dtype)
            .MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    protected override Tensor? OutputScale(Tensor input)
    {
        ThrowIfDisposed();
        return InputScale.OutputScale(Normalization, Own(input));
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _isDisposed = true;
        foreach (var (_, tensor) in Tensors)
        {
            tensor.Dispose();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Whether each feature is active on its own activation, [feature].</summary>
    private Tensor IsActive(Tensor input, Tensor indices, Tensor weights)
    {
        if (!Activation.IsElementwise)
        {
            return Encode(input).gather(1, indices.unsqueeze(-1)).squeeze(-1).gt(Scalars.Zero);
        }

        var pre = Ops.Sum(EncoderInput(input).mul(weights), -1);
        if (b_enc is not null)
        {
            pre = Ops.Add(pre, b_enc.index_select(0, indices));
        }

        return Activation.Apply(pre, indices).gt(Scalars.Zero);
    }

    private Tensor EncoderInput(Tensor input)
    {
        var scaled = InputScale.Apply(Normalization, Own(input));
        return SubtractsDecoderBias ? scaled.sub(b_dec) : scaled;
    }

    private void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_isDisposed, this);

    private Tensor Own(Tensor tensor) => tensor.to(NumberType);

    private string ComputeHash()
    {
        var settings = FormattableString.Invariant(
            $"{Site.Name} {InputWidth} {Width} {NumberType} {Activation.Settings} {SubtractsDecoderBias} {Normalization} "
        );
        var tensors = WeightsHash.Of(Tensors.Select(pair => pair.Tensor));
        return TextHash.Of(settings + tensors);
    }

    private static int Size(Tensor encoder, int axis) => encoder.ndim == 2 ? (int)encoder.size(axis) : 0;
}

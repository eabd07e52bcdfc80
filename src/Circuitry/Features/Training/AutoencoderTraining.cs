using TorchSharp;
using static TorchSharp.torch;

namespace Circuitry.Features.Training;

/// <summary>
/// One autoencoder in training. A step: (1) encode, (2) keep the k largest features of each activation, over the whole batch,
/// (3) decode and measure the squared error, (4) remove from the decoder's gradient what would only change its rows' lengths, (5)
/// take one step of Adam, (6) rescale the rows to length 1. Owns its tensors.
/// </summary>
internal sealed class AutoencoderTraining : IDisposable
{
    // The threshold of inference is the running mean of the bound of the k largest features.
    private const double ThresholdMemory = 0.99;

    private readonly FeatureSite _site;
    private readonly DictionaryTrainingOptions _options;
    private readonly Tensor _encoder;
    private readonly Tensor _encoderBias;
    private readonly Tensor _decoder;
    private readonly Tensor _decoderBias;
    private readonly Tensor _scale;
    private readonly Tensor _threshold;
    private readonly Tensor _lastActive;
    private readonly Adam[] _adams;

    public AutoencoderTraining(FeatureSite site, int inputWidth, DictionaryTrainingOptions options, Device device)
    {
        _site = site;
        _options = options;
        using var scope = NewDisposeScope();
        using var generator = new Generator(Seeds.Of(options.Seed, HashOf(site)), CPU);
        var directions = randn(options.Width, inputWidth, dtype: float32, generator: generator).to(device);
        _decoder = Kept(UnitRows(directions));
        _encoder = Kept(_decoder.t().contiguous());
        _encoderBias = Kept(zeros(options.Width, dtype: float32, device: device));
        _decoderBias = Kept(zeros(inputWidth, dtype: float32, device: device));
        _scale = Kept(ones(1, dtype: float32, device: device));
        _threshold = Kept(zeros(1, dtype: float32, device: device));
        _lastActive = Kept(zeros(options.Width, dtype: int64, device: device));
        _adams = [.. Parameters.Select(parameter => new Adam(parameter))];
    }

    /// <summary>The whole state from which training resumes, by name.</summary>
    public IEnumerable<(string Name, Tensor Tensor)> State =>
        new (string, Tensor)[]
        {
            ("W_enc", _encoder),
            ("b_enc", _encoderBias),
            ("W_dec", _decoder),
            ("b_dec", _decoderBias),
            ("scale", _scale),
            ("threshold", _threshold),
            ("last_active", _lastActive),
        }
            .Concat(
                _adams.SelectMany(
                    (adam, i) => new[] { (Numbered("first", i), adam.First), (Numbered("second", i), adam.Second) }
                )
            )
            .Select(pair => ($"{_site.Name}/{pair.Item1}", pair.Item2));

    private Tensor[] Parameters => [_encoder, _encoderBias, _decoder, _decoderBias];

    /// <summary>Learns the activations' scale and centre, before the first step.</summary>
    /// <param name="activations">[activation, d_in].</param>
    public void Calibrate(Tensor activations)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        var x = activations.to(float32);
        var norm = Ops.Sum(Ops.Square(x), 1).sqrt().mean();
        _scale.copy_(tensor(Math.Sqrt(x.size(1)), float32, x.device).div(norm.clamp_min(Scalars.Of(1e-20))));
        _decoderBias.copy_(x.mean([0L]).mul(_scale));
    }

    /// <summary>Takes one step of gradient descent.</summary>
    /// <param name="activations">[activation, d_in].</param>
    /// <param name="step">The step's number, from 0.</param>
    /// <returns>
    /// The loss, which is the squared error of an activation, scaled so that activations have the norm sqrt(d_in) on average; L0, the
    /// mean number of active features; the explained variance; and the features that have not been active since the last resampling,
    /// or the one before if that is recent.
    /// </returns>
    public IReadOnlyList<Reading> Step(Tensor activations, int step)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        var x = activations.to(float32).mul(_scale);
        var taken = BatchTopKStep.Of(x, _encoder, _encoderBias, _decoder, _decoderBias, _options.K);
        WithoutLengthening(taken.Gradients[2]);
        var rate = _options.RateAt(step);
        foreach (var ((parameter, gradient), adam) in Parameters.Zip(taken.Gradients).Zip(_adams))
        {
            adam.Step(parameter, gradient, rate, step);
        }

        _decoder.copy_(UnitRows(_decoder));
        Remember(taken.Bound, step);
        using var now = step.ToScalar();
        _lastActive.masked_fill_(taken.Closed.all(0).logical_not(), now);
        var readings = Readings(x, taken, step);
        if (_options.ResamplesAfter(step))
        {
            Resample(taken.Error, taken.Losses, step);
        }

        return readings;
    }

    /// <summary>
    /// The autoencoder as it is now, in the scale of the activations, with its threshold in place of the k largest of a batch.
    /// The caller owns it.
    /// </summary>
    public SparseAutoencoder Finish()
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        // With scaled input c x: f W_dec + b_dec = c x', so that features and biases divided by c do the same to x.
        return new SparseAutoencoder(
            _site,
            _encoder.detach().clone(),
            _encoderBias.detach().div(_scale),
            _decoder.detach().clone(),
            _decoderBias.detach().div(_scale),
            DictionaryActivation.JumpRelu(_threshold.div(_scale).expand(_options.Width).contiguous())
        )
        {
            SubtractsDecoderBias = true,
        };
    }

    public void Dispose()
    {
        foreach (var (_, tensor) in State)
        {
            tensor.Dispose();
        }
    }

    private void Remember(Tensor bound, int step)
    {
        using var scope = NewDisposeScope();
        if (step == 0)
        {
            _threshold.copy_(bound);
        }
        else
        {
            _threshold.mul_(Scalars.Of(ThresholdMemory)).add_(bound.view(1), Scalars.Of(1 - ThresholdMemory));
        }
    }

    /// <summary>Removes from a gradient its part along the decoder's rows, in place.</summary>
    private void WithoutLengthening(Tensor gradient)
    {
        using var scope = NewDisposeScope();
        gradient.sub_(_decoder.mul(Ops.Sum(gradient.mul(_decoder), 1, keepDim: true)));
    }

    /// <summary>
    /// Resamples dead features to the directions of large reconstruction errors, drawn by their squares
    /// (Bricken et al. 2023, "Towards monosemanticity").
    /// </summary>
    private void Resample(Tensor error, Tensor losses, int step)
    {
        using var scope = NewDisposeScope();
        var isDead = IsDead(step);
        var dead = isDead.nonzero().view(-1);
        var count = Math.Min(dead.size(0), error.size(0));
        if (count == 0)
        {
            return;
        }

        dead = dead.narrow(0, 0, count);
        using var generator = new Generator(Seeds.Of(_options.Seed, step ^ HashOf(_site)), CPU);
        var weights = Ops.Add(Ops.Square(losses.to(float64)), 1e-30).cpu();
        var drawn = weights.multinomial(count, generator: generator).to(error.device);
        var directions = UnitRows(error.index_select(0, drawn).neg());
        var alive = isDead.logical_not().to(float32);
        var length = Ops.Sum(Ops.Square(_encoder), 0).sqrt().mul(alive).sum().div(alive.sum().clamp_min(Scalars.One));
        _decoder.index_copy_(0, dead, directions);
        _encoder.index_copy_(1, dead, directions.t().mul(length));
        _encoderBias.index_fill_(0, dead, Scalars.Zero);
        foreach (var moment in new[] { _adams[0].First, _adams[0].Second })
        {
            moment.index_fill_(1, dead, Scalars.Zero);
        }

        foreach (var moment in _adams[1..3].SelectMany(adam => new[] { adam.First, adam.Second }))
        {
            moment.index_fill_(0, dead, Scalars.Zero);
        }

        using var now = step.ToScalar();
        _lastActive.index_fill_(0, dead, now);
    }

    private Tensor IsDead(int step)
    {
        using var before = (step - _options.ResampleEvery).ToScalar();
        return _lastActive.le(before);
    }

    private Reading[] Readings(Tensor x, BatchTopKStep taken, int step)
    {
        using var scope = NewDisposeScope();
        var left = taken.Error.sub(taken.Error.mean([0L]));
        var all = x.sub(x.mean([0L]));
        return
        [
            new("loss", taken.Losses.mean().item<float>()),
            new("L0", (taken.Closed.NumberOfElements - taken.Closed.sum().item<long>()) / (double)x.size(0)),
            new(
                "explained variance",
                1 - (Ops.Square(left).sum().item<float>() / (double)Ops.Square(all).sum().item<float>())
            ),
            new("dead", IsDead(step).sum().item<long>()),
        ];
    }

    private static Tensor UnitRows(Tensor rows)
    {
        using var scope = NewDisposeScope();
        var length = Ops.Sum(Ops.Square(rows), 1, keepDim: true).sqrt().clamp_min(Scalars.Of(1e-20));
        return rows.div(length).MoveToOuterDisposeScope();
    }

    private static Tensor Kept(Tensor tensor) => tensor.detach().clone().DetachFromDisposeScope();

    private static string Numbered(string name, int i) => FormattableString.Invariant($"{name}.{i}");

    /// <summary>A number for a site that is the same in every process.</summary>
    private static int HashOf(FeatureSite site) => unchecked(((site.Layer + 2) * 1009) + (int)site.Hook) << 12;
}

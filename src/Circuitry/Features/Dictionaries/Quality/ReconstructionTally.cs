using static TorchSharp.torch;

namespace Circuitry.Features;

/// <summary>
/// Sums over activations from which a dictionary's quality follows, so that no activation is retained. In float64: variances are
/// differences of large numbers. Owns its tensors.
/// </summary>
internal sealed class ReconstructionTally : IDisposable
{
    private const double LeastNorm = 1e-30;

    private readonly FeatureDictionary _dictionary;
    private readonly Tensor _activation;
    private readonly Tensor _activationSquares;
    private readonly Tensor _error;
    private readonly Tensor _errorSquares;
    private readonly Tensor _wasActive;
    private double _cosines;
    private long _active;

    public ReconstructionTally(FeatureDictionary dictionary, Device device)
    {
        _dictionary = dictionary;
        _activation = Zeros(dictionary.InputWidth, float64, device);
        _activationSquares = Zeros(dictionary.InputWidth, float64, device);
        _error = Zeros(dictionary.InputWidth, float64, device);
        _errorSquares = Zeros(dictionary.InputWidth, float64, device);
        _wasActive = Zeros(dictionary.Width, @bool, device);
    }

    /// <summary>Activations so far.</summary>
    public long Count { get; private set; }

    public double L0 => (double)_active / Count;

    public double Cosine => _cosines / Count;

    public double ExplainedVariance =>
        1 - (Variance(_error, _errorSquares) / Variance(_activation, _activationSquares));

    public int DeadFeatures => _dictionary.Width - (int)Number(_wasActive.count_nonzero());

    /// <summary>Adds activations, [activation, d_in].</summary>
    public void Add(Tensor activations)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        var features = _dictionary.Encode(activations);
        var x = activations.to(float64);
        var reconstruction = _dictionary.Decode(features, activations).to(float64);
        var error = x.sub(reconstruction);
        var active = features.ne(Scalars.Zero);

        Count += activations.size(0);
        _active += active.count_nonzero().item<long>();
        _wasActive.logical_or_(active.any(0));
        _activation.add_(Ops.Sum(x, 0), Scalars.One);
        _activationSquares.add_(Ops.Sum(Ops.Square(x), 0), Scalars.One);
        _error.add_(Ops.Sum(error, 0), Scalars.One);
        _errorSquares.add_(Ops.Sum(Ops.Square(error), 0), Scalars.One);
        var lengths = Length(x).mul(Length(reconstruction)).clamp_min(Scalars.Of(LeastNorm));
        _cosines += Ops.Sum(x.mul(reconstruction), 1).div(lengths).sum().item<double>();
    }

    public void Dispose()
    {
        _activation.Dispose();
        _activationSquares.Dispose();
        _error.Dispose();
        _errorSquares.Dispose();
        _wasActive.Dispose();
    }

    /// <summary>The sum over coordinates of their variances.</summary>
    private double Variance(Tensor sums, Tensor squares)
    {
        using var scope = NewDisposeScope();
        var mean = Ops.Divide(Ops.Square(sums), Count);
        return squares.sub(mean).sum().item<double>() / Count;
    }

    private static Tensor Length(Tensor rows) => Ops.Sum(Ops.Square(rows), 1).sqrt();

    private static long Number(Tensor number)
    {
        using (number)
        {
            return number.item<long>();
        }
    }

    private static Tensor Zeros(int width, ScalarType type, Device device) =>
        zeros(width, dtype: type, device: device).DetachFromDisposeScope();
}

namespace Circuitry.Features.Training;

/// <summary>
/// Options for training dictionaries: batch top-k autoencoders (Bussmann et al., arXiv 2412.06410), all of them on one stream of
/// activations.
/// </summary>
[IdentityWithout(nameof(Checkpoint), nameof(CheckpointInterval))]
public sealed record DictionaryTrainingOptions
{
    /// <summary>The sites; null for the standard ones, embedding, attention output, MLP output and residual stream of every block.</summary>
    public IReadOnlyList<FeatureSite>? Sites { get; init; }

    /// <summary>Number of features, d_sae.</summary>
    public int Width { get; init; } = 512;

    /// <summary>Mean number of active features of an activation.</summary>
    public int K { get; init; } = 16;

    /// <summary>The seed of the first weights and of resampling.</summary>
    public int Seed { get; init; }

    /// <summary>Number of steps.</summary>
    public int Steps { get; init; } = 3000;

    /// <summary>Adam's highest rate.</summary>
    public double Rate { get; init; } = 1e-3;

    /// <summary>The share of steps over which the rate rises from zero.</summary>
    public double WarmUp { get; init; } = 0.03;

    /// <summary>The share of steps, the last ones, over which the rate falls to zero.</summary>
    public double CoolDown { get; init; } = 0.4;

    /// <summary>The number of steps after which dead features are resampled, repeatedly until the rate falls.</summary>
    public int ResampleEvery { get; init; } = 200;

    /// <summary>
    /// Where to save a checkpoint, from which a training that was interrupted resumes; null for none. It stays when the
    /// training is done: delete it once the dictionaries are saved.
    /// </summary>
    public string? Checkpoint { get; init; }

    /// <summary>The least time between two checkpoints.</summary>
    public TimeSpan CheckpointInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The rate of a step, from 0.</summary>
    internal double RateAt(int step)
    {
        double rising = Math.Max(1, WarmUp * Steps),
            falling = Math.Max(1, CoolDown * Steps);
        return Rate * Math.Min(1, Math.Min((step + 1) / rising, (Steps - step) / falling));
    }

    /// <summary>Whether dead features are resampled after a step.</summary>
    internal bool ResamplesAfter(int step) => (step + 1) % ResampleEvery == 0 && step < Steps * (1 - CoolDown);

    internal void Check()
    {
        if (Sites is { } sites && (sites.Count == 0 || sites.Distinct().Count() < sites.Count))
        {
            throw new ArgumentException(
                $"dictionaries are trained for one site or more, each once; found [{string.Join(", ", sites)}]",
                nameof(Sites)
            );
        }

        Positive(Width, nameof(Width));
        Positive(K, nameof(K));
        Positive(Steps, nameof(Steps));
        Positive(ResampleEvery, nameof(ResampleEvery));
        if (K > Width)
        {
            throw new ArgumentOutOfRangeException(nameof(K), K, "no more features can be active than there are");
        }

        Share(WarmUp, nameof(WarmUp));
        Share(CoolDown, nameof(CoolDown));
        if (!double.IsFinite(Rate) || Rate <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(Rate), Rate, "must be a positive number");
        }
    }

    private static void Positive(int value, string name) => ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, name);

    private static void Share(double value, string name)
    {
        if (!(value is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(name, value, "must be a share from 0 to 1");
        }
    }
}

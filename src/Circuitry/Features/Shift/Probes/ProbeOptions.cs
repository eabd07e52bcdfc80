namespace Circuitry.Features.Shift;

/// <summary>
/// Options for training a probe; the defaults are the paper's ("Sparse Feature Circuits", appendix E) but for the epochs, which
/// suit smaller sets.
/// </summary>
public sealed record ProbeOptions
{
    /// <summary>Number of passes over all texts.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>Texts in a step.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>The learning rate of AdamW.</summary>
    public double LearningRate { get; init; } = 0.01;

    /// <summary>The weight decay of AdamW.</summary>
    public double WeightDecay { get; init; } = 0.01;

    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Epochs);
        ArgumentOutOfRangeException.ThrowIfLessThan(BatchSize, 1);
        if (!(double.IsFinite(LearningRate) && LearningRate > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(LearningRate), LearningRate, "a rate is a positive number");
        }

        if (!(double.IsFinite(WeightDecay) && WeightDecay >= 0))
        {
            throw new ArgumentOutOfRangeException(nameof(WeightDecay), WeightDecay, "a decay is 0 or more");
        }
    }
}

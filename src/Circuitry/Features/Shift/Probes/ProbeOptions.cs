namespace Circuitry;

/// <summary>How a probe is trained; the defaults are the paper's ("Sparse Feature Circuits", appendix E) but for the epochs, which suit smaller sets.</summary>
public sealed record ProbeOptions
{
    /// <summary>How often all texts are gone through.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>Texts in a step.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>The learning rate of AdamW.</summary>
    public double LearningRate { get; init; } = 0.01;

    /// <summary>The weight decay of AdamW.</summary>
    public double WeightDecay { get; init; } = 0.01;
}

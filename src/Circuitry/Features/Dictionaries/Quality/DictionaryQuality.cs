namespace Circuitry.Features;

/// <summary>How well a dictionary takes a model's activations apart.</summary>
public sealed record DictionaryQuality
{
    /// <summary>The place.</summary>
    public required FeatureSite Site { get; init; }

    /// <summary>Number of features, d_sae.</summary>
    public required int Width { get; init; }

    /// <summary>Activations measured, without padding.</summary>
    public required long Activations { get; init; }

    /// <summary>Active features of an activation, on average.</summary>
    public required double L0 { get; init; }

    /// <summary>1 - sum Var(x - x') / sum Var(x), the sums over coordinates; NaN where activations do not vary.</summary>
    public required double ExplainedVariance { get; init; }

    /// <summary>The cosine between an activation and its reconstruction, on average.</summary>
    public required double Cosine { get; init; }

    /// <summary>Features that were active on none of the activations.</summary>
    public required int DeadFeatures { get; init; }

    /// <summary>The share of features that were active on none of the activations.</summary>
    public double DeadShare => (double)DeadFeatures / Width;

    /// <summary>The model's own loss, cross entropy in nats per token.</summary>
    public required double Loss { get; init; }

    /// <summary>The loss where reconstructions stand in for the activations.</summary>
    public required double ReconstructedLoss { get; init; }

    /// <summary>The loss where zeros stand in for the activations.</summary>
    public required double AblatedLoss { get; init; }

    /// <summary>
    /// (reconstructed loss - ablated loss) / (loss - ablated loss): 1 where reconstructions cost nothing, 0 where they are
    /// no better than zeros; NaN where zeros cost nothing.
    /// </summary>
    public double LossRecovered => (ReconstructedLoss - AblatedLoss) / (Loss - AblatedLoss);
}

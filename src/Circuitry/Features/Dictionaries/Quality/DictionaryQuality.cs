using System.Diagnostics;

namespace Circuitry.Features;

/// <summary>The quality of a dictionary: how well it decomposes a model's activations.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed record DictionaryQuality
{
    /// <summary>The site.</summary>
    public required FeatureSite Site { get; init; }

    /// <summary>Number of features, d_sae.</summary>
    public required int Width { get; init; }

    /// <summary>Number of activations measured, without padding.</summary>
    public required long Activations { get; init; }

    /// <summary>Mean number of active features of an activation.</summary>
    public required double L0 { get; init; }

    /// <summary>Explained variance, 1 - sum Var(x - x') / sum Var(x), the sums over coordinates; NaN where activations do not vary.</summary>
    public required double ExplainedVariance { get; init; }

    /// <summary>Mean cosine between an activation and its reconstruction.</summary>
    public required double Cosine { get; init; }

    /// <summary>Number of features that were active on no activation.</summary>
    public required int DeadFeatures { get; init; }

    /// <summary>The share of features that were active on no activation.</summary>
    public double DeadShare => (double)DeadFeatures / Width;

    /// <summary>The model's own loss, cross entropy in nats per token.</summary>
    public required double Loss { get; init; }

    /// <summary>The loss if reconstructions replace the activations.</summary>
    public required double ReconstructedLoss { get; init; }

    /// <summary>The loss if zeros replace the activations.</summary>
    public required double AblatedLoss { get; init; }

    /// <summary>
    /// Loss recovered, (reconstructed loss - ablated loss) / (loss - ablated loss): 1 where reconstructions cost nothing, 0 where they are
    /// no better than zeros; NaN where zeros cost nothing.
    /// </summary>
    public double LossRecovered => (ReconstructedLoss - AblatedLoss) / (Loss - AblatedLoss);

    /// <summary>Site, size and the main measures.</summary>
    public override string ToString() =>
        FormattableString.Invariant(
            $"{Site.ShortName}: {Counted.Of(Width, "feature")}, L0 {L0:G4}, explained variance {ExplainedVariance:G4}, loss recovered {LossRecovered:G4}"
        );
}

using static TorchSharp.torch;

namespace Circuitry.Experiments;

/// <summary>
/// How Primer continues a span with a later year ("How does GPT-2 compute greater-than?", Hanna et al. 2023; the corrupted year is
/// 01, and the metric is the probability of later years minus that of the others).
/// </summary>
[Experiment(
    "primer-greater-than",
    Summary = "how it continues a span with a later year",
    Threshold = PrimerGreaterThan.DefaultThreshold,
    OnlyByName = true
)]
[Model<Primer>]
[Dataset<GreaterThan>(Size = 100, Seed = 0)]
[Corruption(Ablation.Interchange)]
[Metric<ProbabilityDifference>]
[Granularity(Granularity.Edge)]
public sealed partial class PrimerGreaterThan
{
    /// <summary>The threshold, a difference of probabilities, that gives a circuit one can read.</summary>
    public const double DefaultThreshold = 0.02;

    /// <summary>Binds the experiment to the weights next to the program.</summary>
    /// <param name="device">Where to compute.</param>
    /// <exception cref="WeightsException">The weights are missing or damaged.</exception>
    public static PrimerGreaterThan LoadTrained(Device device) => Load(PrimerWeights.Folder, device: device);
}

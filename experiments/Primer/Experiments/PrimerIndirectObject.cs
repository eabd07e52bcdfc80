using static TorchSharp.torch;

namespace Circuitry.Experiments;

/// <summary>
/// How Primer predicts which of two people is given something: the one who does not act ("Interpretability in the Wild", Wang et
/// al. 2022; corruption and metric as in ACDC, appendix D).
/// </summary>
[Experiment(
    "primer-ioi",
    Summary = "how a small language model tells which of two people is given something",
    Threshold = PrimerIndirectObject.DefaultThreshold,
    OnlyByName = true
)]
[Model<Primer>]
[Dataset<IndirectObjects>(Size = 100, Seed = 0)]
[Corruption(Ablation.Interchange)]
[Metric<KlDivergence>]
[Granularity(Granularity.Edge)]
public sealed partial class PrimerIndirectObject
{
    /// <summary>The threshold, in nats, that gives a circuit one can read.</summary>
    public const double DefaultThreshold = 0.05;

    /// <summary>Binds the experiment to the weights next to the program.</summary>
    /// <param name="device">Where to compute.</param>
    /// <exception cref="WeightsException">The weights are missing or damaged.</exception>
    public static PrimerIndirectObject LoadTrained(Device device) => Load(PrimerWeights.Folder, device: device);
}

using static TorchSharp.torch;

namespace Circuitry.Experiments;

/// <summary>
/// How Primer predicts he or she from a name, and at which positions (ACDC, appendix K).
/// </summary>
[Experiment(
    "primer-pronoun",
    Summary = "how it tells he from she by a name",
    Threshold = PrimerPronoun.DefaultThreshold,
    OnlyByName = true
)]
[Model<Primer>]
[Dataset<GenderedPronouns>(Size = 100, Seed = 0)]
[Corruption(Ablation.Interchange)]
[Metric<KlDivergence>]
[Granularity(Granularity.Edge, SplitPositions = true)]
public sealed partial class PrimerPronoun
{
    /// <summary>The published threshold, in nats.</summary>
    public const double DefaultThreshold = 0.05;

    /// <summary>Binds the experiment to the weights next to the program.</summary>
    /// <param name="device">Where to compute.</param>
    /// <exception cref="WeightsException">The weights are missing or damaged.</exception>
    public static PrimerPronoun LoadTrained(Device device) => Load(PrimerWeights.Folder, device: device);
}

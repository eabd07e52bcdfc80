using static TorchSharp.torch;

namespace Circuitry.Experiments;

/// <summary>
/// How Primer repeats random tokens that it has read once (corruption by another row and the metric as in ACDC,
/// appendix F).
/// </summary>
[Experiment(
    "primer-induction",
    Summary = "how it repeats random tokens that it has read once",
    Threshold = PrimerInduction.DefaultThreshold,
    OnlyByName = true
)]
[Model<Primer>]
[Dataset<RepeatedTokens>(Size = 40, Seed = 0)]
[Corruption(Ablation.Interchange)]
[Metric<AnswerLoss>]
[Granularity(Granularity.Edge)]
public sealed partial class PrimerInduction
{
    /// <summary>The threshold, in nats, that gives a circuit one can read.</summary>
    public const double DefaultThreshold = 0.05;

    /// <summary>Binds the experiment to the weights next to the program.</summary>
    /// <param name="device">Where to compute.</param>
    /// <exception cref="WeightsException">The weights are missing or damaged.</exception>
    public static PrimerInduction LoadTrained(Device device) => Load(PrimerWeights.Folder, device: device);
}

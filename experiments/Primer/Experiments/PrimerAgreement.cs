using static TorchSharp.torch;

namespace Circuitry.Experiments;

/// <summary>
/// How Primer chooses the number of a verb whose subject is separated from it by another noun ("Sparse Feature Circuits", Marks et al.
/// 2024, section 3: across a prepositional phrase; the metric is the difference of logits).
/// </summary>
[Experiment(
    "primer-agreement",
    Summary = "how it tells the number of a verb whose subject stands behind another noun",
    Threshold = PrimerAgreement.DefaultThreshold,
    OnlyByName = true
)]
[Model<Primer>]
[Dataset<SubjectVerbAgreement>(Size = 100, Seed = 0)]
[Corruption(Ablation.Interchange)]
[Metric<LogitDifference>]
[Granularity(Granularity.Edge)]
public sealed partial class PrimerAgreement
{
    /// <summary>The threshold, a difference of logits, that gives a circuit one can read.</summary>
    public const double DefaultThreshold = 0.05;

    /// <summary>Binds the experiment to the weights next to the program.</summary>
    /// <param name="device">Where to compute.</param>
    /// <exception cref="WeightsException">The weights are missing or damaged.</exception>
    public static PrimerAgreement LoadTrained(Device device) => Load(PrimerWeights.Folder, device: device);
}

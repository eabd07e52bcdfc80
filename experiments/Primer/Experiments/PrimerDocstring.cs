using static TorchSharp.torch;

namespace Circuitry.Experiments;

/// <summary>
/// How Primer predicts which argument of a function a docstring describes next (Heimersheim and Janiak 2023; corruption and
/// metric as in ACDC, appendix H).
/// </summary>
[Experiment(
    "primer-docstring",
    Summary = "how it tells which argument a docstring describes next",
    Threshold = PrimerDocstring.DefaultThreshold,
    OnlyByName = true
)]
[Model<Primer>]
[Dataset<Docstrings>(Size = 50, Seed = 0)]
[Corruption(Ablation.Interchange)]
[Metric<KlDivergence>]
[Granularity(Granularity.Edge)]
public sealed partial class PrimerDocstring
{
    /// <summary>The threshold, in nats, that gives a circuit one can read.</summary>
    public const double DefaultThreshold = 0.05;

    /// <summary>Binds the experiment to the weights next to the program.</summary>
    /// <param name="device">Where to compute.</param>
    /// <exception cref="WeightsException">The weights are missing or damaged.</exception>
    public static PrimerDocstring LoadTrained(Device device) => Load(PrimerWeights.Folder, device: device);
}

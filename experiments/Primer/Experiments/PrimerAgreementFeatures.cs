using static TorchSharp.torch;

namespace Circuitry.Experiments;

/// <summary>
/// Which features of Primer determine the number of a verb whose subject is separated from it by another noun ("Sparse Feature Circuits", Marks
/// et al. 2024, section 3: across a prepositional phrase; features at each position are separate nodes).
/// </summary>
[Experiment]
[Model<Primer>]
[Dataset<SubjectVerbAgreement>(Size = 100, Seed = 0)]
[Corruption(Ablation.Interchange)]
[Metric<LogitDifference>]
[Granularity(Granularity.Feature, SplitPositions = true)]
[Dictionaries("Primer/dictionaries/dictionaries.json")]
public sealed partial class PrimerAgreementFeatures
{
    /// <summary>Binds the experiment to the weights and dictionaries next to the program.</summary>
    /// <param name="device">Where to compute.</param>
    /// <exception cref="WeightsException">The weights are missing or damaged.</exception>
    /// <exception cref="DictionaryException">The dictionaries are missing or damaged.</exception>
    public static PrimerAgreementFeatures LoadTrained(Device device) =>
        Load(PrimerWeights.Folder, PrimerDictionaries.Folder, device: device);
}

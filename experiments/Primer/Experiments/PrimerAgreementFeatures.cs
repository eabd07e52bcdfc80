using static TorchSharp.torch;

namespace Circuitry.Experiments;

/// <summary>
/// Which features of Primer determine the number of a verb whose subject is separated from it by another noun ("Sparse Feature Circuits", Marks
/// et al. 2024, section 3: across a prepositional phrase; features at each position are separate nodes).
/// </summary>
[Experiment(
    Summary = "which features tell it the number of a verb whose subject stands behind another noun",
    OnlyByName = true
)]
[Model<Primer>]
[Dataset<SubjectVerbAgreement>(Size = 100, Seed = 0)]
[Corruption(Ablation.Interchange)]
[Metric<LogitDifference>]
[Granularity(Granularity.Feature, SplitPositions = true)]
[Dictionaries("Primer/dictionaries/dictionaries.json")]
public sealed partial class PrimerAgreementFeatures : ICorpus
{
    /// <summary>Binds the experiment to the weights and dictionaries next to the program.</summary>
    /// <param name="device">Where to compute.</param>
    /// <exception cref="WeightsException">The weights are missing or damaged.</exception>
    /// <exception cref="DictionaryException">The dictionaries are missing or damaged.</exception>
    public static PrimerAgreementFeatures LoadTrained(Device device) =>
        Load(PrimerWeights.Folder, PrimerDictionaries.Folder, device: device);

    /// <summary>Texts of the grammar, with the behaviours that it names.</summary>
    /// <inheritdoc/>
    public static IEnumerable<CorpusText> Texts(TextTokenizer tokenizer, int seed) =>
        PrimerPipeline.Corpus(tokenizer, seed);

    /// <inheritdoc/>
    public static IEnumerable<TextBatch> Batches(TextTokenizer tokenizer, int seed, int texts, int batches) =>
        PrimerTexts.Batches(tokenizer, seed, texts, batches);

    /// <inheritdoc/>
    public static PipelineOptions Pipeline(PipelineOptions options) => PrimerPipeline.Options(options);
}

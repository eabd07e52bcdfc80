using static TorchSharp.torch;

namespace Circuitry.Experiments;

/// <summary>
/// A probe that distinguishes nurses from professors by their biographies, trained where every nurse is female and every
/// professor male; SHIFT removes gender from it ("Sparse Feature Circuits", section 4).
/// </summary>
[Shift(Block = 2, Features = 100, Summary = "how gender is taken out of a classifier of nurses and professors")]
[Model<Primer>]
[Biased<NurseOrProfessor>(Size = 400, Seed = 0)]
[Dictionaries("Primer/dictionaries/dictionaries.json")]
public sealed partial class PrimerProfessions
{
    private static readonly KeywordJudge Gendered = new(NurseOrProfessor.GenderedWords);

    /// <summary>A feature is irrelevant when most of its activation, in its strongest contexts, is on gendered words.</summary>
    /// <param name="evidence">The evidence about the feature.</param>
    public partial Judgement Judge(FeatureEvidence evidence) => Gendered.Judge(evidence);

    /// <summary>Binds the experiment to the weights and dictionaries next to the program.</summary>
    /// <param name="device">Where to compute.</param>
    /// <exception cref="WeightsException">The weights are missing or damaged.</exception>
    /// <exception cref="DictionaryException">The dictionaries are missing or damaged.</exception>
    public static PrimerProfessions LoadTrained(Device device) =>
        Load(PrimerWeights.Folder, PrimerDictionaries.Folder, device: device);
}

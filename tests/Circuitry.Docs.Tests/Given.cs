// What blocks of the documentation take for given: compiled with them, and no part of the test project.
global using static Circuitry.Docs.Given;
global using Circuitry.Experiments;
using Circuitry.Activations;
using Circuitry.Datasets;
using Circuitry.Discovery;
using Circuitry.Discovery.Attribution;
using Circuitry.Discovery.Masks;
using Circuitry.Evaluation;
using Circuitry.Features;
using Circuitry.Features.Shift;
using Circuitry.Features.Training;
using Circuitry.Models;
using Circuitry.Pipelines;
using Circuitry.Reports;
using Circuitry.Tensors;
using Circuitry.Weights;
using Circuitry.Work;
using TorchSharp;

namespace Circuitry.Docs;

public static class Given
{
    private static readonly Lazy<Induction> Experiment = new(() => Induction.LoadTrained(torch.CPU));

    private static readonly Lazy<UnitScores> Scores = new(() => experiment.ExactEffects().Score());

    private static readonly Lazy<Circuit> Found = new(() => experiment.Acdc(Induction.DefaultThreshold).Discover());

    public static Induction experiment => Experiment.Value;

    public static UnitScores scores => Scores.Value;

    public static Circuit circuit => Found.Value;

    public static UnitSet known => Induction.Circuit(experiment.Units);

    public static Edge edge => InductionModel.Hooks.Logits.From(InductionModel.Hooks.Layer1.Head3.Output);

    public static double[] thresholds => [1, 2, 4];

    public static TransformerModel model => Primer.Load(PrimerWeights.Folder);

    public static FeatureDictionaries dictionaries => FeatureDictionaries.Load(PrimerDictionaries.Folder);

    public static TextTokenizer tokenizer => TextTokenizer.Load(PrimerWeights.Folder);

    public static IClusterer clusterer => throw new NotSupportedException("blocks with a clusterer are compiled only");

    public static IEnumerable<CorpusText> corpus => [];

    public static torch.Tensor x => torch.zeros(1, 128);

    public static Prompts BatchOfPrompts(int step) =>
        new([
            [step],
        ]);

    public static CancellationToken cancellation => CancellationToken.None;

    public static Nobody progress { get; } = new();

    /// <summary>Is notified of progress and does nothing.</summary>
    public sealed class Nobody : IProgress<Progress>
    {
        public void Report(Progress value) { }
    }
}

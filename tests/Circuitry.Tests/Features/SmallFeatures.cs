using TorchSharp;
using static TorchSharp.torch;

namespace Circuitry.Tests;

/// <summary>Small models in float64 with random dictionaries at all of their sites.</summary>
internal static class SmallFeatures
{
    private const int Width = 14;

    public static TheoryData<string> Architectures =>
        ["serial", "parallel", "grouped", "attention only", "bidirectional"];

    /// <param name="architecture">Which.</param>
    /// <param name="scale">How large weights are: the larger, the more the model bends.</param>
    public static TransformerModel Model(string architecture, double scale = 0.4) =>
        architecture switch
        {
            "serial" => SmallModels.Make<Serial>(scale: scale),
            "parallel" => SmallModels.Make<Parallel>(scale: scale),
            "grouped" => SmallModels.Make<Grouped>(scale: scale),
            "attention only" => SmallModels.Make<AttentionOnly>(scale: scale),
            _ => SmallModels.Make<Bidirectional>(scale: scale),
        };

    /// <summary>One random autoencoder for each site, of the kinds in turn.</summary>
    public static FeatureDictionaries Dictionaries(TransformerModel model, IEnumerable<FeatureSite>? sites = null) =>
        new(
            (sites ?? FeatureSite.All(model.Architecture)).Select(
                (site, index) =>
                    Autoencoders.Random(
                        Autoencoders.Kinds[index % Autoencoders.Kinds.Count],
                        index % 4 == 3 ? InputNormalization.ConstantNormRescale : InputNormalization.None,
                        inputWidth: site.Width(model.Architecture),
                        width: Width,
                        site: site
                    )
            )
        );

    /// <summary>A task on prompts of two lengths, or of one where positions are split.</summary>
    public static AnswerTask Task(
        TransformerModel model,
        FeatureDictionaries dictionaries,
        ShippedAblation ablation = Ablation.Interchange,
        bool splitPositions = false,
        int size = 4
    ) =>
        new(
            model,
            dictionaries,
            Prompts(model.Architecture, size, splitPositions),
            new LogitDifference(),
            ablation,
            splitPositions
        );

    public static PromptPairs Prompts(Architecture architecture, int size, bool oneLength)
    {
        var prompts = Shuffles.Of(architecture, oneLength ? 2 * size : size, seed: 3);
        return oneLength
            ? PromptPairs.Of(prompts.Pairs.Where(pair => pair.Clean.Count == prompts.Clean.Length).Take(size))
            : prompts;
    }

    public static double Loss(FeatureTask task, Action<Tap> patch)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        var losses = new List<double>();
        for (var index = 0; index < task.Batches; index++)
        {
            using var batch = task.Batch(index);
            var tap = new Tap(task.Model.Architecture.Layers);
            patch(tap);
            losses.AddRange(batch.Run(tap).data<double>().ToArray());
        }

        return losses.Average();
    }
}

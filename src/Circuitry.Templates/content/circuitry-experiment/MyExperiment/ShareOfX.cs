using Circuitry.Rasp;
using Circuitry.Weights;

namespace MyExperiment;

/// <summary>
/// A model that needs no download: a transformer compiled from a program that tells, at each position, which share of the
/// tokens so far is x. For a trained model name its config.json instead, and where its weights are: a folder next to the
/// program, or a name on the hub, as in [Transformer("gpt2/config.json", Weights = "openai-community/gpt2")]. The project lists
/// the file among its AdditionalFiles; "dotnet run -- config openai-community/gpt2 --project ." fetches it.
/// </summary>
[Transformer(
    Layers = 2,
    Heads = 1,
    ModelWidth = 14,
    HeadWidth = 6,
    MlpWidth = 1,
    Context = 6,
    Vocabulary = 6,
    OutputVocabulary = 1,
    Normalization = Normalization.None,
    Causal = false
)]
public sealed partial class Counter : IMadeWeights
{
    /// <inheritdoc/>
    public static TransformerWeights MakeWeights(TorchSharp.torch.Device device)
    {
        using var compiled = RaspPrograms.Proportion.Compile();
        using var source = new InMemoryTensorSource("proportion", compiled.Weights);
        return TransformerWeights.FromSource(source, Declared, device: device);
    }
}

/// <summary>Sequences of four letters; the corrupted prompt is another sequence.</summary>
public sealed class Letters : IDataset
{
    /// <inheritdoc/>
    public PromptPairs Make(DatasetRequest request)
    {
        using var compiled = RaspPrograms.Proportion.Compile();
        var random = new Random(request.Seed);
        return PromptPairs.Of(
            Enumerable
                .Range(0, request.Size)
                .Select(_ => new PromptPair
                {
                    Clean = Sequence(),
                    Corrupted = Sequence(),
                    AnswerPositions = [1, 2, 3, 4], // position 0 is the mark of the beginning
                })
        );

        int[] Sequence() => [.. compiled.Encode(random.GetItems(["w", "x", "y", "z"], 4)).Select(token => (int)token)];
    }
}

/// <summary>Which edges of the model compute the share of x?</summary>
[Experiment(Summary = "which edges compute the share of x", Threshold = 1e-5)]
[Model<Counter>]
[Dataset<Letters>(Size = 50, Seed = 0)]
[Corruption(Ablation.Zero)]
[Metric<MeanSquaredError>]
[Granularity(Granularity.Edge, SplitEmbedding = true)]
public sealed partial class ShareOfX;

using Circuitry.Rasp;
using Circuitry.Weights;

namespace MyExperiment;

/// <summary>
/// A model that needs no download: a transformer compiled from a program that tells, at each position, which share of the
/// tokens so far is x. For a trained model name its config.json instead, [Transformer("gpt2/config.json")], list that file
/// among the project's AdditionalFiles, have the project copy the weights next to the program (a None item with
/// CopyToOutputDirectory), and load the experiment with Load(Path.Combine(AppContext.BaseDirectory, "gpt2")).
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
public sealed partial class Counter;

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
[Experiment]
[Model<Counter>]
[Dataset<Letters>(Size = 50, Seed = 0)]
[Corruption(Ablation.Zero)]
[Metric<MeanSquaredError>]
[Granularity(Granularity.Edge, SplitEmbedding = true)]
public sealed partial class ShareOfX
{
    /// <summary>Compiles the model and binds the experiment to it.</summary>
    public static ShareOfX Compile()
    {
        using var compiled = RaspPrograms.Proportion.Compile();
        using var source = new InMemoryTensorSource("proportion", compiled.Weights);
        return From(Counter.From(TransformerWeights.FromSource(source, Counter.Declared)));
    }
}

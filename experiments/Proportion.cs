using Circuitry.Rasp;

namespace Circuitry.Experiments;

/// <summary>A transformer compiled from a RASP program that computes, at each position, the share of x among the tokens so far.</summary>
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
public sealed partial class ProportionModel : IMadeWeights
{
    /// <inheritdoc/>
    public static TransformerWeights MakeWeights(TorchSharp.torch.Device device) =>
        CompiledProgram.Weights(RaspPrograms.Proportion, Declared, device);
}

/// <summary>A sample of the 256 sequences of four tokens among w, x, y and z; the corrupted prompt is the next of the sample.</summary>
[DatasetMakes(Pairs = 256, LongestPrompt = Length + 1, TokenIds = 6, Answers = AnswerTokens.None)]
public sealed class Letters : IDataset
{
    private const int Length = 4;

    /// <inheritdoc/>
    public PromptPairs Make(DatasetRequest request)
    {
        string[] letters = ["w", "x", "y", "z"];
        string[][] all =
        [
            .. Enumerable
                .Range(0, 256)
                .Select(number =>
                    Enumerable.Range(0, Length).Select(place => letters[number >> (2 * place) & 3]).ToArray()
                ),
        ];
        new Random(request.Seed).Shuffle(all);
        return CompiledProgram.Pairs(RaspPrograms.Proportion, request.Size == 0 ? all : all[..request.Size]);
    }
}

/// <summary>Which edges compute the share of x; the answer is known from the compiled program.</summary>
[Experiment(Summary = "how a compiled transformer of 2 layers tells the share of x among its tokens", Threshold = 1e-5)]
[Model<ProportionModel>]
[Dataset<Letters>(Size = 50, Seed = 0)]
[Corruption(Ablation.Zero)]
[Metric<MeanSquaredError>]
[Granularity(Granularity.Edge, SplitEmbedding = true)]
public sealed partial class Proportion : IKnownCircuit
{
    /// <summary>
    /// The edges without which the share of some sequence is wrong. The ACDC paper's canonical circuit has two more, from
    /// the tokens to the query and the key, which only prompts without BOS in front need; the tests try every sequence.
    /// </summary>
    public static UnitSet Circuit(Units units) =>
        UnitSet.Of(
            units,
            [
                ProportionModel.Hooks.Layer0.Mlp.From(ProportionModel.Hooks.TokenEmbedding),
                ProportionModel.Hooks.Layer1.Head0.Query.From(ProportionModel.Hooks.PositionalEmbedding),
                ProportionModel.Hooks.Layer1.Head0.Key.From(ProportionModel.Hooks.PositionalEmbedding),
                ProportionModel.Hooks.Layer1.Head0.Value.From(ProportionModel.Hooks.Layer0.Mlp.Output),
                ProportionModel.Hooks.Logits.From(ProportionModel.Hooks.Layer1.Head0.Output),
            ]
        );

    /// <summary>Compiles the program and binds the experiment to it.</summary>
    public static Proportion Compile(TorchSharp.torch.Device device) =>
        From(ProportionModel.From(ProportionModel.MakeWeights(device)));
}

using Circuitry.Rasp;

namespace Circuitry.Experiments;

/// <summary>A transformer compiled from a RASP program that reverses its tokens.</summary>
[Transformer(
    Layers = 4,
    Heads = 1,
    ModelWidth = 41,
    HeadWidth = 6,
    MlpWidth = 30,
    Context = 6,
    Vocabulary = 5,
    OutputVocabulary = 3,
    Normalization = Normalization.None,
    Causal = false
)]
public sealed partial class ReverseModel : IMadeWeights
{
    /// <inheritdoc/>
    public static TransformerWeights MakeWeights(TorchSharp.torch.Device device) =>
        CompiledProgram.Weights(RaspPrograms.Reverse, Declared, device);
}

/// <summary>All permutations of the tokens 1, 2 and 3; the corrupted prompt is the next order.</summary>
[DatasetMakes(Pairs = 6, LongestPrompt = 4, TokenIds = 5, Answers = AnswerTokens.None)]
public sealed class Orders : IDataset
{
    /// <inheritdoc/>
    public PromptPairs Make(DatasetRequest request)
    {
        string[][] orders =
        [
            ["1", "2", "3"],
            ["1", "3", "2"],
            ["2", "1", "3"],
            ["2", "3", "1"],
            ["3", "1", "2"],
            ["3", "2", "1"],
        ];
        return CompiledProgram.Pairs(RaspPrograms.Reverse, orders);
    }
}

/// <summary>Which edges reverse a sequence; the answer is known from the compiled program.</summary>
[Experiment(Summary = "how a compiled transformer of 4 layers reverses its tokens", Threshold = 1e-5)]
[Model<ReverseModel>]
[Dataset<Orders>]
[Corruption(Ablation.Zero)]
[Metric<MeanSquaredError>]
[Granularity(Granularity.Edge, SplitEmbedding = true)]
public sealed partial class Reverse : IKnownCircuit
{
    /// <summary>
    /// The edges without which some sequence is not reversed: the canonical circuit of the ACDC paper, which is the output of
    /// ACDC, but for its direct edges within a head. The tests find the same edges by trying every sequence.
    /// </summary>
    public static UnitSet Circuit(Units units) =>
        UnitSet.Of(
            units,
            [
                ReverseModel.Hooks.Layer0.Head0.Value.From(ReverseModel.Hooks.TokenEmbedding),
                ReverseModel.Hooks.Layer0.Mlp.From(ReverseModel.Hooks.TokenEmbedding),
                ReverseModel.Hooks.Layer0.Mlp.From(ReverseModel.Hooks.Layer0.Head0.Output),
                ReverseModel.Hooks.Layer1.Mlp.From(ReverseModel.Hooks.TokenEmbedding),
                ReverseModel.Hooks.Layer1.Mlp.From(ReverseModel.Hooks.PositionalEmbedding),
                ReverseModel.Hooks.Layer1.Mlp.From(ReverseModel.Hooks.Layer0.Mlp.Output),
                ReverseModel.Hooks.Layer2.Mlp.From(ReverseModel.Hooks.Layer1.Mlp.Output),
                ReverseModel.Hooks.Layer3.Head0.Query.From(ReverseModel.Hooks.Layer2.Mlp.Output),
                ReverseModel.Hooks.Layer3.Head0.Key.From(ReverseModel.Hooks.PositionalEmbedding),
                ReverseModel.Hooks.Layer3.Head0.Value.From(ReverseModel.Hooks.TokenEmbedding),
                ReverseModel.Hooks.Logits.From(ReverseModel.Hooks.Layer3.Head0.Output),
            ]
        );

    /// <summary>Compiles the program and binds the experiment to it.</summary>
    public static Reverse Compile(TorchSharp.torch.Device device) =>
        From(ReverseModel.From(ReverseModel.MakeWeights(device)));
}

using Xunit.Abstractions;
using static TorchSharp.torch;

namespace Circuitry.Tests;

/// <summary>
/// For every switch there is a drawn model on which the literal forward changes with it, and the emitted forward of that model is
/// the literal one: a forward that passes a switch over is another.
/// </summary>
public sealed class SwitchLawTests(ITestOutputHelper output)
{
    private const double Tolerance = 1e-10;
    private static readonly int[] Tokens = [1, 7, 3, 9, 5, 2];

    // What no forward depends on but through the shapes of weights, or not at all.
    private static readonly SortedDictionary<string, string> Shapes = new(StringComparer.Ordinal)
    {
        ["Context"] = "the longest sequence, which the rows of W_pos give; a shorter prompt does not know it",
        ["HeadWidth"] = "a shape of weights; the scale of attention is a switch of its own",
        ["Layers"] = "the number of blocks of weights",
        ["MlpWidth"] = "a shape of weights",
        ["ModelWidth"] = "a shape of weights",
        ["OutputVocabulary"] = "a shape of weights",
        ["TiedEmbedding"] = "which tensor W_U is read from",
        ["Vocabulary"] = "a shape of weights",
    };

    /// <summary>A switch, the model whose forward depends on it, and another value of it.</summary>
    private static readonly (string Switch, string Model, object Other)[] Flips =
    [
        ("AlibiRounded", "like BLOOM", false),
        ("AlibiScaled", "like BLOOM", false),
        ("AttentionOutputBias", "with biases", false),
        ("AttentionScale", "scaled", 1.0),
        ("AttentionWindow", "like Gemma", 2),
        ("BiasAfterGate", "gated like Llama", true),
        ("BiasAfterGate", "gated like TransformerLens", false),
        ("BranchScale", "like Cohere", 1.0),
        ("Causal", "gated like Llama", true),
        ("Causal", "scaled", false),
        ("EmbeddingNorm", "like BLOOM", false),
        ("EmbeddingScale", "like Gemma", 1.0),
        ("FinalNorm", "scaled", false),
        ("GateBias", "gated like Llama", false),
        ("GatedMlp", "gated like Llama", false),
        ("Heads", "gated like TransformerLens", 1),
        ("KeyValueHeads", "gated like Llama", 1),
        ("LogitCap", "like Gemma", 0.0),
        ("LogitScale", "like Cohere", 1.0),
        ("MlpBias", "with biases", false),
        ("Nonlinearity", "scaled", Nonlinearity.Relu),
        ("Nonlinearity", "gated like Llama", Nonlinearity.Gelu),
        ("NormEpsilon", "scaled", 1e-5),
        ("NormPlace", "like Gemma", NormPlace.Before),
        ("NormPlace", "like Gemma", NormPlace.After),
        ("NormPlace", "like OPT", NormPlace.After),
        ("NormedResidual", "like BLOOM", false),
        ("Normalization", "like Cohere", Normalization.LayerNormPre),
        ("Normalization", "scaled", Normalization.RmsNorm),
        ("Normalization", "gated like Llama", Normalization.None),
        ("ParallelBlock", "gated like Llama", false),
        ("Positions", "scaled", PositionEmbedding.None),
        ("Positions", "without biases", PositionEmbedding.Rotary),
        ("QueryKeyNorm", "like Cohere", Normalization.RmsNorm),
        ("QueryKeyNorm", "like Gemma", Normalization.None),
        ("QueryKeyNormWhole", "like Olmo", false),
        ("QueryKeyValueBias", "with biases", false),
        ("QueryKeyValueClip", "like Cohere", 0.0),
        ("RotaryAdjacentPairs", "like Cohere", false),
        ("RotaryBase", "gated like Llama", 10000.0),
        ("RotaryDynamicFactor", "like Cohere", 0.0),
        ("RotaryLayers", "like Gemma", "all"),
        ("RotaryLocalBase", "like Gemma", 0.0),
        ("RotaryLongAttentionFactor", "like Phi", 1.0),
        ("RotaryLongFactors", "like Phi", "1.5,9"),
        ("RotaryLongOriginalContext", "like Phi", 6),
        ("RotaryShortFactors", "like Phi, short", "1,9"),
        ("RotaryYarnAttentionFactor", "like Olmo", 1.0),
        ("RotaryYarnBetaFast", "like Olmo", 0.2),
        ("RotaryYarnBetaSlow", "like Olmo", 0.3),
        ("RotaryYarnFactor", "like Olmo", 8.0),
        ("RotaryYarnOriginalContext", "like Olmo", 3),
        ("RotaryYarnTruncate", "like Olmo", true),
        ("RotaryHighFrequencyFactor", "gated like TransformerLens", 4.0),
        ("RotaryLinearFactor", "gated like Llama", 1.0),
        ("RotaryLowFrequencyFactor", "gated like TransformerLens", 1.0),
        ("RotaryOriginalContext", "gated like TransformerLens", 40),
        ("RotaryPartsFactor", "gated like TransformerLens", 1.0),
        ("RotaryWidth", "gated like Llama", 4),
        ("ScaleByInverseLayer", "scaled", false),
        ("ScoreCap", "like Gemma", 0.0),
        ("UnembedBias", "with biases", false),
        ("WindowLayers", "like Gemma", "all"),
    ];

    public static TheoryData<string> Models =>
        [
            "scaled",
            "gated like Llama",
            "gated like TransformerLens",
            "without biases",
            "with biases",
            "like Gemma",
            "like Olmo",
            "like BLOOM",
            "like OPT",
            "like Cohere",
            "like Phi",
            "like Phi, short",
        ];

    public static TheoryData<int> Rows => [.. Enumerable.Range(0, Flips.Length)];

    [Fact]
    public void Every_switch_is_flipped_here_or_decides_shapes_alone()
    {
        foreach (var (name, why) in Shapes)
        {
            output.WriteLine($"{name} is not flipped: {why}");
        }

        Assert.Equal(
            SwitchTable.Given.Select(one => one.Name).Order(StringComparer.Ordinal),
            Flips.Select(flip => flip.Switch).Distinct().Concat(Shapes.Keys).Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void The_emitted_forward_is_the_literal_one(string name)
    {
        using var scope = NewDisposeScope();
        using var model = Model(name);

        var literal = new LiteralModel(model.Weights).Run(Prompt(name));

        Numbers.Same(literal, Logits(model, Prompt(name)), Tolerance);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Flipping_a_switch_changes_the_literal_forward(int row)
    {
        var (name, of, other) = Flips[row];
        using var scope = NewDisposeScope();
        using var model = Model(of);
        var a = model.Architecture;
        var one = SwitchTable.Find(name)!;
        Assert.NotEqual(other, one.Read(a));

        var before = new LiteralModel(model.Weights).Run(Prompt(of));
        var after = new LiteralModel(model.Weights, Flipped(a, one, other)).Run(Prompt(of));

        var distance = (before - after).abs().max().item<double>();
        Assert.True(
            distance > 1e-4,
            $"{name} = {other} instead of {one.Read(a)} moves no logit by more than {distance}"
        );
    }

    private static Architecture Flipped(Architecture a, Switch one, object other) =>
        one.Name switch
        {
            "Positions" when other is PositionEmbedding.Rotary => one.Write(a, other)
                .With("RotaryWidth", a.HeadWidth)
                .With("RotaryBase", 10000.0),
            // As many columns of weights, in fewer and wider heads.
            "Heads" => a.With("Heads", 1).With("KeyValueHeads", 1).With("HeadWidth", a.HeadWidth * 2),
            _ => one.Write(a, other),
        };

    private static TransformerModel Model(string name) =>
        name switch
        {
            "scaled" => SmallModels.Make<Scaled>(),
            "gated like Llama" => SmallModels.Make<GatedLikeLlama>(),
            "gated like TransformerLens" => SmallModels.Make<GatedLikeTransformerLens>(),
            "without biases" => SmallModels.Make<WithoutBiases>(),
            "like Gemma" => SmallModels.Make<LikeGemma>(),
            "like Olmo" => SmallModels.Make<LikeOlmo>(),
            "like BLOOM" => SmallModels.Make<LikeBloom>(),
            "like OPT" => SmallModels.Make<LikeOpt>(),
            "like Cohere" => SmallModels.Make<LikeCohere>(),
            "like Phi" or "like Phi, short" => SmallModels.Make<LikePhi>(),
            _ => SmallModels.Make<Serial>(),
        };

    // Longrope has other factors in short prompts.
    private static int[] Prompt(string model) =>
        model.EndsWith("short", StringComparison.Ordinal) ? Tokens[..4] : Tokens;

    private static Tensor Logits(TransformerModel model, int[] tokens)
    {
        using var sequence = Sequence.Of(new Prompts([tokens]), model);
        return model.Unembed(model.FinalResidual(sequence, Tap.None), Tap.None);
    }
}

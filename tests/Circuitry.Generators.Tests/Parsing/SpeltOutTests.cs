namespace Circuitry.Generators.Tests;

public sealed class SpeltOutTests
{
    [Fact]
    public void Defaults_follow_from_the_sizes_given()
    {
        var a = Declared("Layers = 2, Heads = 4, ModelWidth = 64, MlpWidth = 128, Context = 32, Vocabulary = 113");

        Assert.Equal(
            new Architecture
            {
                Family = Families.TransformerLens,
                Layers = 2,
                ModelWidth = 64,
                Context = 32,
                Embedding = new() { Vocabulary = 113 },
                Norm = new() { Kind = Normalization.LayerNorm, Epsilon = 1e-5 },
                Positions = new() { Kind = PositionEmbedding.Learned },
                Attention = new()
                {
                    Heads = 4,
                    KeyValueHeads = 4,
                    HeadWidth = 16,
                    Scale = 4,
                    Causal = true,
                    QueryKeyValueBias = true,
                    OutputBias = true,
                },
                Mlp = new()
                {
                    Width = 128,
                    Nonlinearity = Nonlinearity.Relu,
                    Bias = true,
                },
                Logits = new() { Vocabulary = 113, Bias = true },
            },
            a
        );
    }

    [Fact]
    public void Every_property_reaches_the_architecture()
    {
        var a = Declared(
            """
            Layers = 1, Heads = 4, KeyValueHeads = 2, ModelWidth = 10, HeadWidth = 6, MlpWidth = 7, Context = 8,
            Vocabulary = 9, OutputVocabulary = 3, Normalization = Normalization.RmsNorm, NormEpsilon = 1e-6,
            Positions = PositionEmbedding.Rotary, RotaryWidth = 4, RotaryBase = 500, Causal = false, AttentionScale = 1.5,
            Nonlinearity = Nonlinearity.Silu, GatedMlp = true, ParallelBlock = true, QueryKeyValueBias = false,
            AttentionOutputBias = false, MlpBias = true, UnembedBias = false, RotaryLinearFactor = 2,
            RotaryPartsFactor = 9, RotaryLowFrequencyFactor = 2, RotaryHighFrequencyFactor = 3, RotaryOriginalContext = 5,
            ScaleByInverseLayer = true, GateBias = true, BiasAfterGate = false, TiedEmbedding = true
            """
        );

        Assert.Equal(
            new Architecture
            {
                Family = Families.TransformerLens,
                Layers = 1,
                ModelWidth = 10,
                Context = 8,
                Embedding = new() { Vocabulary = 9, Tied = true },
                Norm = new() { Kind = Normalization.RmsNorm, Epsilon = 1e-6 },
                Positions = new()
                {
                    Kind = PositionEmbedding.Rotary,
                    Rotary = new()
                    {
                        Width = 4,
                        Base = 500,
                        LinearFactor = 2,
                        Llama3Scaling = new()
                        {
                            Factor = 9,
                            LowFrequencyFactor = 2,
                            HighFrequencyFactor = 3,
                            OriginalContext = 5,
                        },
                    },
                },
                Attention = new()
                {
                    Heads = 4,
                    KeyValueHeads = 2,
                    HeadWidth = 6,
                    Scale = 1.5,
                    ScaleByInverseLayer = true,
                    Causal = false,
                    QueryKeyValueBias = false,
                    OutputBias = false,
                },
                Mlp = new()
                {
                    Width = 7,
                    Nonlinearity = Nonlinearity.Silu,
                    Gated = true,
                    Bias = true,
                    GateBias = true,
                },
                Block = new() { Parallel = true },
                Logits = new() { Vocabulary = 3, Bias = false },
            },
            a
        );
    }

    [Fact]
    public void Blocks_without_a_width_of_the_MLP_have_none() =>
        Assert.Null(Declared("Layers = 1, Heads = 1, ModelWidth = 4, Context = 4, Vocabulary = 3").Mlp);

    [Fact]
    public void The_emitted_literal_of_a_file_is_what_the_runtime_reads_from_it()
    {
        var model = Project
            .Of("""[Transformer("llama/config.json")] public sealed partial class Model;""", Configs.Llama)
            .Generate()
            .Load()
            .GetType("Study.Model")!;
        var fields = (IReadOnlyDictionary<string, object?>)Json.Parse(Configs.Llama.Text)!;

        Assert.Equal(ArchitectureReader.Read(fields), model.GetProperty("Declared")!.GetValue(null));
    }

    private static Architecture Declared(string properties) =>
        (Architecture)
            Project
                .Of($"[Transformer({properties})] public sealed partial class Model;")
                .Generate()
                .Load()
                .GetType("Study.Model")!
                .GetProperty("Declared")!
                .GetValue(null)!;
}

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
                Family = ModelFamily.TransformerLens,
                Layers = 2,
                Heads = 4,
                KeyValueHeads = 4,
                ModelWidth = 64,
                HeadWidth = 16,
                MlpWidth = 128,
                Context = 32,
                Vocabulary = 113,
                OutputVocabulary = 113,
                Normalization = Normalization.LayerNorm,
                NormEpsilon = 1e-5,
                Positions = PositionEmbedding.Learned,
                Causal = true,
                AttentionScale = 4,
                Nonlinearity = Nonlinearity.Relu,
                QueryKeyValueBias = true,
                AttentionOutputBias = true,
                MlpBias = true,
                UnembedBias = true,
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
            AttentionOutputBias = false, MlpBias = false, UnembedBias = false
            """
        );

        Assert.Equal(
            new Architecture
            {
                Family = ModelFamily.TransformerLens,
                Layers = 1,
                Heads = 4,
                KeyValueHeads = 2,
                ModelWidth = 10,
                HeadWidth = 6,
                MlpWidth = 7,
                Context = 8,
                Vocabulary = 9,
                OutputVocabulary = 3,
                Normalization = Normalization.RmsNorm,
                NormEpsilon = 1e-6,
                Positions = PositionEmbedding.Rotary,
                Rotary = new RotaryEmbedding { Width = 4, Base = 500 },
                Causal = false,
                AttentionScale = 1.5,
                Nonlinearity = Nonlinearity.Silu,
                GatedMlp = true,
                ParallelBlock = true,
                QueryKeyValueBias = false,
                AttentionOutputBias = false,
                MlpBias = false,
                UnembedBias = false,
            },
            a
        );
    }

    [Fact]
    public void Attention_only_blocks_have_no_MLP_bias() =>
        Assert.False(Declared("Layers = 1, Heads = 1, ModelWidth = 4, Context = 4, Vocabulary = 3").MlpBias);

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

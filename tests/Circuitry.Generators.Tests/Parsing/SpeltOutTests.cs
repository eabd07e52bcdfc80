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

    /// <summary>Switches that few models have: where it is stored, the other properties that it needs, its own and its value.</summary>
    public static TheoryData<string, string, string, object> Rare =>
        new()
        {
            { "Embedding.Scale", "", "EmbeddingScale = 3", 3.0 },
            { "Embedding.Norm", "", "EmbeddingNorm = true", true },
            { "Norm.Place", "", "NormPlace = NormPlace.BeforeAndAfter", NormPlace.BeforeAndAfter },
            { "Norm.NormedResidual", "", "NormedResidual = true", true },
            { "Norm.Final", "", "FinalNorm = false", false },
            { "Attention.ScoreCap", "", "ScoreCap = 50", 50.0 },
            { "Attention.Window", "", "AttentionWindow = 4", 4 },
            { "Attention.WindowLayers", "AttentionWindow = 4, ", "WindowLayers = \"0,2\"", "0,2" },
            { "Attention.QueryKeyValueClip", "", "QueryKeyValueClip = 8", 8.0 },
            { "Attention.QueryKeyNorm.Kind", "", "QueryKeyNorm = Normalization.RmsNorm", Normalization.RmsNorm },
            {
                "Attention.QueryKeyNorm.Whole",
                "QueryKeyNorm = Normalization.RmsNorm, ",
                "QueryKeyNormWhole = true",
                true
            },
            { "Positions.AlibiScaled", "Positions = PositionEmbedding.Alibi, ", "AlibiScaled = true", true },
            { "Positions.AlibiRounded", "Positions = PositionEmbedding.Alibi, ", "AlibiRounded = true", true },
            { "Positions.Rotary.LinearFactor", Rotary, "RotaryLinearFactor = 2", 2.0 },
            { "Positions.Rotary.AdjacentPairs", Rotary, "RotaryAdjacentPairs = true", true },
            { "Positions.Rotary.Layers", Rotary, "RotaryLayers = \"0,1\"", "0,1" },
            { "Positions.Rotary.LocalBase", Rotary, "RotaryLocalBase = 100", 100.0 },
            { "Positions.Rotary.DynamicFactor", Rotary, "RotaryDynamicFactor = 2", 2.0 },
            { "Positions.Rotary.Yarn.Factor", Rotary, "RotaryYarnFactor = 4", 4.0 },
            { "Positions.Rotary.Yarn.BetaFast", Yarn, "RotaryYarnBetaFast = 16", 16.0 },
            { "Positions.Rotary.Yarn.BetaSlow", Yarn, "RotaryYarnBetaSlow = 2", 2.0 },
            { "Positions.Rotary.Yarn.OriginalContext", Yarn, "RotaryYarnOriginalContext = 3", 3 },
            { "Positions.Rotary.Yarn.AttentionFactor", Yarn, "RotaryYarnAttentionFactor = 1.5", 1.5 },
            { "Positions.Rotary.Yarn.Truncate", Yarn, "RotaryYarnTruncate = false", false },
            {
                "Positions.Rotary.Long.LongFactors",
                Rotary + "RotaryShortFactors = \"1,1\", ",
                "RotaryLongFactors = \"2,3\"",
                "2,3"
            },
            {
                "Positions.Rotary.Long.ShortFactors",
                Rotary + "RotaryLongFactors = \"2,3\", ",
                "RotaryShortFactors = \"1,1\"",
                "1,1"
            },
            { "Positions.Rotary.Long.OriginalContext", Long, "RotaryLongOriginalContext = 5", 5 },
            { "Positions.Rotary.Long.AttentionFactor", Long, "RotaryLongAttentionFactor = 1.25", 1.25 },
            { "Block.BranchScale", "", "BranchScale = 0.5", 0.5 },
            { "Logits.Scale", "", "LogitScale = 0.25", 0.25 },
            { "Logits.Cap", "", "LogitCap = 30", 30.0 },
        };

    private const string Rotary = "Positions = PositionEmbedding.Rotary, ";
    private const string Yarn = Rotary + "RotaryYarnFactor = 4, ";
    private const string Long = Rotary + "RotaryLongFactors = \"2,3\", RotaryShortFactors = \"1,1\", ";

    [Theory]
    [MemberData(nameof(Rare))]
    public void A_rare_switch_reaches_the_architecture(string path, string with, string property, object value) =>
        Assert.Equal(
            value,
            path.Split('.')
                .Aggregate(
                    (object)Declared(
                        $"Layers = 3, Heads = 2, ModelWidth = 8, MlpWidth = 7, Context = 8, Vocabulary = 9, {with}{property}"
                    ),
                    (organ, name) => organ.GetType().GetProperty(name)!.GetValue(organ)!
                )
        );

    [Fact]
    public void Every_property_reaches_the_architecture()
    {
        var a = Declared(
            """
            Layers = 1, Heads = 4, KeyValueHeads = 2, ModelWidth = 10, HeadWidth = 6, MlpWidth = 7, Context = 8,
            Vocabulary = 9, OutputVocabulary = 3, Normalization = Normalization.RmsNorm, NormEpsilon = 1e-6,
            Positions = PositionEmbedding.Rotary, RotaryWidth = 4, RotaryBase = 500, Causal = false, AttentionScale = 1.5,
            Nonlinearity = Nonlinearity.Silu, GatedMlp = true, ParallelBlock = true, QueryKeyValueBias = false,
            AttentionOutputBias = false, MlpBias = true, UnembedBias = false,
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

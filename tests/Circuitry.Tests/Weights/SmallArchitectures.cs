namespace Circuitry.Tests;

/// <summary>Two-layer architectures of each family. Square sizes hide a wrong shape and show a missing transpose; others the reverse.</summary>
internal static class SmallArchitectures
{
    public static Architecture Gpt2(bool square = false, bool tied = true) =>
        Base(square) with
        {
            Family = ModelFamily.Gpt2,
            TiedEmbedding = tied,
        };

    public static Architecture GptNeoX(bool square = false) =>
        Rotating(Base(square)) with
        {
            Family = ModelFamily.GptNeoX,
            Nonlinearity = Nonlinearity.Gelu,
            ParallelBlock = true,
        };

    public static Architecture Llama(bool square = false) =>
        Rotating(Base(square)) with
        {
            Family = ModelFamily.Llama,
            KeyValueHeads = square ? 2 : 1,
            Normalization = Normalization.RmsNorm,
            Nonlinearity = Nonlinearity.Silu,
            GatedMlp = true,
            QueryKeyValueBias = false,
            AttentionOutputBias = false,
            MlpBias = false,
        };

    public static Architecture Qwen2(bool square = false) =>
        Llama(square) with
        {
            Family = ModelFamily.Qwen2,
            QueryKeyValueBias = true,
            TiedEmbedding = true,
        };

    public static Architecture TransformerLens(bool square = false) =>
        Base(square) with
        {
            Family = ModelFamily.TransformerLens,
            UnembedBias = true,
        };

    private static Architecture Base(bool square) =>
        new()
        {
            Family = ModelFamily.TransformerLens,
            Layers = 2,
            Heads = 2,
            KeyValueHeads = 2,
            ModelWidth = square ? 4 : 6,
            HeadWidth = square ? 2 : 4,
            MlpWidth = square ? 4 : 5,
            Context = square ? 4 : 7,
            Vocabulary = square ? 4 : 9,
            OutputVocabulary = square ? 4 : 9,
            Normalization = Normalization.LayerNorm,
            NormEpsilon = 1e-5,
            Positions = PositionEmbedding.Learned,
            Causal = true,
            AttentionScale = 2,
            Nonlinearity = Nonlinearity.GeluTanh,
            QueryKeyValueBias = true,
            AttentionOutputBias = true,
            MlpBias = true,
            UnembedBias = false,
        };

    private static Architecture Rotating(Architecture a) =>
        a with
        {
            Positions = PositionEmbedding.Rotary,
            Rotary = new RotaryEmbedding { Width = 2, Base = 10000 },
        };
}

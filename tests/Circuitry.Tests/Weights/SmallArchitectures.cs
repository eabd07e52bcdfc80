namespace Circuitry.Tests;

/// <summary>Two-layer architectures of each family. Square sizes hide a wrong shape and show a missing transpose; others the reverse.</summary>
internal static class SmallArchitectures
{
    public static Architecture Gpt2(bool square = false, bool tied = true) =>
        (Base(square) with { Family = Families.Gpt2 }).With("TiedEmbedding", tied);

    public static Architecture GptNeoX(bool square = false) =>
        (Rotating(Base(square)) with { Family = Families.GptNeoX })
            .With("Nonlinearity", Nonlinearity.Gelu)
            .With("ParallelBlock", true);

    public static Architecture Llama(bool square = false) =>
        (Rotating(Base(square)) with { Family = Families.Llama })
            .With("KeyValueHeads", square ? 2 : 1)
            .With("Normalization", Normalization.RmsNorm)
            .With("Nonlinearity", Nonlinearity.Silu)
            .With("GatedMlp", true)
            .With("QueryKeyValueBias", false)
            .With("AttentionOutputBias", false)
            .With("MlpBias", false);

    public static Architecture Qwen2(bool square = false) =>
        (Llama(square) with { Family = Families.Qwen2 }).With("QueryKeyValueBias", true).With("TiedEmbedding", true);

    public static Architecture TransformerLens(bool square = false) => Base(square).With("UnembedBias", true);

    private static Architecture Base(bool square) =>
        new()
        {
            Family = Families.TransformerLens,
            Layers = 2,
            ModelWidth = square ? 4 : 6,
            Context = square ? 4 : 7,
            Embedding = new() { Vocabulary = square ? 4 : 9 },
            Norm = new() { Kind = Normalization.LayerNorm, Epsilon = 1e-5 },
            Positions = new() { Kind = PositionEmbedding.Learned },
            Attention = new()
            {
                Heads = 2,
                KeyValueHeads = 2,
                HeadWidth = square ? 2 : 4,
                Scale = 2,
                Causal = true,
                QueryKeyValueBias = true,
                OutputBias = true,
            },
            Mlp = new()
            {
                Width = square ? 4 : 5,
                Nonlinearity = Nonlinearity.GeluTanh,
                Bias = true,
            },
            Logits = new() { Vocabulary = square ? 4 : 9, Bias = false },
        };

    private static Architecture Rotating(Architecture a) =>
        a.With("Positions", PositionEmbedding.Rotary).With("RotaryWidth", 2).With("RotaryBase", 10000.0);
}

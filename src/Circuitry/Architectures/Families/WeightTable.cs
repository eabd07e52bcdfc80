namespace Circuitry.Models;

/// <summary>The facts about each weight whatever the family: whether blocks have it, whether an architecture has it, and its shape.</summary>
internal static class WeightTable
{
    private static readonly Dictionary<Weight, WeightRow> Rows = new WeightRow[]
    {
        new(Weight.W_E, false, _ => true, a => [a.Vocabulary, a.ModelWidth]),
        new(Weight.W_pos, false, a => a.Positions.Kind == PositionEmbedding.Learned, a => [a.Context, a.ModelWidth]),
        new(Weight.EmbeddingNormScale, false, a => a.Embedding.Norm && a.Norm.HasScale, a => [a.ModelWidth]),
        new(Weight.EmbeddingNormBias, false, a => a.Embedding.Norm && a.Norm.HasBias, a => [a.ModelWidth]),
        new(Weight.FinalNormScale, false, a => a.Norm.IsFinal && a.Norm.HasScale, a => [a.ModelWidth]),
        new(Weight.FinalNormBias, false, a => a.Norm.IsFinal && a.Norm.HasBias, a => [a.ModelWidth]),
        new(Weight.W_U, false, _ => true, a => [a.ModelWidth, a.OutputVocabulary]),
        new(Weight.b_U, false, a => a.Logits.Bias, a => [a.OutputVocabulary], "UnembedBias"),
        new(Weight.Norm1Scale, true, a => a.Norm.IsBefore && a.Norm.HasScale, a => [a.ModelWidth]),
        new(Weight.Norm1Bias, true, a => a.Norm.IsBefore && a.Norm.HasBias, a => [a.ModelWidth]),
        new(Weight.W_QKV, true, _ => true, a => [a.ModelWidth, Columns(a, a.Heads + (2 * a.KeyValueHeads))]),
        new(Weight.W_Q, true, _ => true, a => [a.ModelWidth, Columns(a, a.Heads)]),
        new(Weight.W_K, true, _ => true, a => [a.ModelWidth, Columns(a, a.KeyValueHeads)]),
        new(Weight.W_V, true, _ => true, a => [a.ModelWidth, Columns(a, a.KeyValueHeads)]),
        new(Weight.b_QKV, true, Biased, a => [Columns(a, a.Heads + (2 * a.KeyValueHeads))], "QueryKeyValueBias"),
        new(Weight.b_Q, true, Biased, a => [Columns(a, a.Heads)], "QueryKeyValueBias"),
        new(Weight.b_K, true, Biased, a => [Columns(a, a.KeyValueHeads)], "QueryKeyValueBias"),
        new(Weight.b_V, true, Biased, a => [Columns(a, a.KeyValueHeads)], "QueryKeyValueBias"),
        new(
            Weight.QueryNormScale,
            true,
            a => a.Attention.QueryKeyNorm is { HasScale: true },
            a => [Columns(a, a.Heads)]
        ),
        new(Weight.QueryNormBias, true, a => a.Attention.QueryKeyNorm is { HasBias: true }, a => [Columns(a, a.Heads)]),
        new(
            Weight.KeyNormScale,
            true,
            a => a.Attention.QueryKeyNorm is { HasScale: true },
            a => [Columns(a, a.KeyValueHeads)]
        ),
        new(
            Weight.KeyNormBias,
            true,
            a => a.Attention.QueryKeyNorm is { HasBias: true },
            a => [Columns(a, a.KeyValueHeads)]
        ),
        new(Weight.W_O, true, _ => true, a => [Columns(a, a.Heads), a.ModelWidth]),
        new(Weight.b_O, true, a => a.Attention.OutputBias, a => [a.ModelWidth], "AttentionOutputBias"),
        new(Weight.PostNorm1Scale, true, a => a.Norm.IsBehind && a.Norm.HasScale, a => [a.ModelWidth]),
        new(Weight.PostNorm1Bias, true, a => a.Norm.IsBehind && a.Norm.HasBias, a => [a.ModelWidth]),
        new(Weight.Norm2Scale, true, a => !a.AttentionOnly && a.Norm.IsBefore && a.Norm.HasScale, a => [a.ModelWidth]),
        new(Weight.Norm2Bias, true, a => !a.AttentionOnly && a.Norm.IsBefore && a.Norm.HasBias, a => [a.ModelWidth]),
        new(Weight.W_in, true, a => !a.AttentionOnly, a => [a.ModelWidth, a.MlpWidth]),
        new(Weight.b_in, true, a => a.Mlp is { Bias: true }, a => [a.MlpWidth], "MlpBias"),
        new(Weight.W_gate, true, a => a.Mlp is { Gated: true }, a => [a.ModelWidth, a.MlpWidth]),
        new(Weight.b_gate, true, a => a.Mlp is { Gated: true, GateBias: true }, a => [a.MlpWidth], "GateBias"),
        new(Weight.W_out, true, a => !a.AttentionOnly, a => [a.MlpWidth, a.ModelWidth]),
        new(Weight.b_out, true, a => a.Mlp is { Bias: true }, a => [a.ModelWidth], "MlpBias"),
        new(
            Weight.PostNorm2Scale,
            true,
            a => !a.AttentionOnly && a.Norm.IsBehind && a.Norm.HasScale,
            a => [a.ModelWidth]
        ),
        new(
            Weight.PostNorm2Bias,
            true,
            a => !a.AttentionOnly && a.Norm.IsBehind && a.Norm.HasBias,
            a => [a.ModelWidth]
        ),
    }.ToDictionary(row => row.Weight);

    /// <summary>The row of a weight.</summary>
    public static WeightRow Of(Weight weight) => Rows[weight];

    /// <summary>Whether there is such a weight.</summary>
    public static bool Knows(Weight weight) => Rows.ContainsKey(weight);

    /// <summary>The weights that an architecture has, queries, keys and values in parts.</summary>
    public static IEnumerable<WeightRow> Of(Architecture a) =>
        Rows.Values.Where(row => row.Weight is not (Weight.W_QKV or Weight.b_QKV) && row.Present(a));

    /// <summary>The whole that a weight may be stored in, side by side with others; itself for the others.</summary>
    public static Weight WholeOf(Weight part) =>
        part switch
        {
            Weight.W_Q or Weight.W_K or Weight.W_V => Weight.W_QKV,
            Weight.b_Q or Weight.b_K or Weight.b_V => Weight.b_QKV,
            _ => part,
        };

    /// <summary>Whether a weight is the scale of a norm.</summary>
    public static bool IsNormScale(Weight weight) =>
        weight
            is Weight.EmbeddingNormScale
                or Weight.FinalNormScale
                or Weight.Norm1Scale
                or Weight.Norm2Scale
                or Weight.PostNorm1Scale
                or Weight.PostNorm2Scale
                or Weight.QueryNormScale
                or Weight.KeyNormScale;

    /// <summary>Whether a weight is of the norms of queries and keys, so that each head has a part of it.</summary>
    public static bool IsOfHeadNorm(Weight weight) =>
        weight is Weight.QueryNormScale or Weight.QueryNormBias or Weight.KeyNormScale or Weight.KeyNormBias;

    /// <summary>Whether a weight is of a norm of the residual stream within a block.</summary>
    public static bool IsOfBlockNorm(Weight weight) =>
        weight
            is Weight.Norm1Scale
                or Weight.Norm1Bias
                or Weight.Norm2Scale
                or Weight.Norm2Bias
                or Weight.PostNorm1Scale
                or Weight.PostNorm1Bias
                or Weight.PostNorm2Scale
                or Weight.PostNorm2Bias;

    private static bool Biased(Architecture a) => a.Attention.QueryKeyValueBias;

    private static long Columns(Architecture a, long heads) => heads * a.HeadWidth;
}

/// <summary>The facts about a weight.</summary>
/// <param name="Weight">The weight.</param>
/// <param name="InBlock">Whether every block has one.</param>
/// <param name="Present">Whether an architecture has it.</param>
/// <param name="Shape">Its shape, everything multiplying from the right.</param>
/// <param name="Says">The switch that says of a bias whether there is one; null for what is no bias.</param>
internal sealed record WeightRow(
    Weight Weight,
    bool InBlock,
    Func<Architecture, bool> Present,
    Func<Architecture, long[]> Shape,
    string? Says = null
)
{
    /// <summary>Whether it is the scale or bias of a norm.</summary>
    public bool IsNorm => Weight.ToString().Contains("Norm");
}

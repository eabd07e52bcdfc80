namespace Circuitry.Generators;

/// <summary>
/// What an experiment holds in memory while it is measured, and what a patched run computes, by the shapes that the runtime uses.
/// </summary>
/// <remarks>
/// Held throughout, as float32: the weights; the reference runs, which are what every writer writes on the clean prompts and
/// what stands in for it, and what the readers of each stage read when every edge is removed; the stream of the patched run,
/// which holds what every writer writes now. What a block needs for itself on the way comes on top.
/// </remarks>
internal sealed record ExperimentCost
{
    private const double BytesOfNumber = 4;

    /// <summary>Number of writers.</summary>
    public required long Writers { get; init; }

    /// <summary>Number of edges.</summary>
    public required long Edges { get; init; }

    /// <summary>Bytes of the weights.</summary>
    public required double WeightBytes { get; init; }

    /// <summary>Bytes of reference runs and stream, for each position of each pair.</summary>
    public required double TokenBytes { get; init; }

    /// <summary>Floating-point operations of a patched run for each position, attention to other positions aside.</summary>
    public required double TokenOperations { get; init; }

    /// <summary>Floating-point operations for each two positions of a prompt.</summary>
    public required double AttentionOperations { get; init; }

    /// <summary>Floating-point operations of the unembedding at an answer.</summary>
    public required double AnswerOperations { get; init; }

    /// <summary>Bytes that are held for so many pairs of so many tokens.</summary>
    public double Bytes(long pairs, long length) => WeightBytes + TokenBytes * pairs * length;

    /// <summary>Floating-point operations of a patched run of so many pairs of so many tokens, answered at one position each.</summary>
    public double Operations(long pairs, long length) =>
        pairs * (length * (TokenOperations + AttentionOperations * length) + AnswerOperations);

    /// <summary>Computes the cost of an experiment.</summary>
    public static ExperimentCost Of(
        Architecture a,
        Granularity granularity,
        bool splitQueryKeyValue,
        bool splitEmbedding
    )
    {
        var size = GraphSize.Of(a, splitQueryKeyValue && granularity.IsOfEdges(), splitEmbedding);
        var stages = 2 + (long)a.Layers * (a.AttentionOnly ? 1 : 2);
        double d = a.ModelWidth,
            heads = (double)a.Heads * a.HeadWidth,
            shared = (double)a.KeyValueHeads * a.HeadWidth,
            matrices = d * (2 * heads + 2 * shared) + d * a.MlpWidth * (a.Mlp is { Gated: true } ? 3 : 2);
        return new ExperimentCost
        {
            Writers = size.Writers,
            Edges = size.Edges,
            WeightBytes = BytesOfNumber * Parameters(a, matrices),
            TokenBytes = BytesOfNumber * d * (3.0 * size.Writers + stages),
            // A multiplication and an addition each.
            TokenOperations = 2 * (a.Layers * matrices + size.Edges * d),
            AttentionOperations = 4.0 * a.Layers * heads,
            AnswerOperations = 2 * d * a.OutputVocabulary,
        };
    }

    private static double Parameters(Architecture a, double matrices)
    {
        double d = a.ModelWidth,
            norm = (a.Norm.HasScale ? d : 0) + (a.Norm.HasBias ? d : 0),
            biases =
                (a.Attention.QueryKeyValueBias ? ((double)a.Heads + 2 * a.KeyValueHeads) * a.HeadWidth : 0)
                + (a.Attention.OutputBias ? d : 0)
                + (a.Mlp is { Bias: true } ? d + a.MlpWidth : 0)
                + (a.Mlp is { GateBias: true } ? a.MlpWidth : 0);
        return a.Layers * (matrices + biases + norm * (a.AttentionOnly ? 1 : 2))
            + norm
            + d * a.Vocabulary
            + (a.Positions.Kind == PositionEmbedding.Learned ? d * a.Context : 0)
            // A tied unembedding is a copy.
            + d * a.OutputVocabulary
            + (a.Logits.Bias ? a.OutputVocabulary : 0);
    }
}

namespace Circuitry.Evaluation;

/// <summary>
/// Faithfulness and completeness against circuit size, of features alongside neurons and random features, under several ablations
/// and treatments of error terms ("Sparse Feature Circuits", figure 3). Circuits are chosen on some prompts and measured on others.
/// </summary>
public static class FeatureCurves
{
    /// <summary>The sizes at which curves are drawn unless others are given.</summary>
    public static IReadOnlyList<int> Sizes { get; } =
    [0, 1, 2, 5, 10, 20, 50, 100, 150, 200, 300, 500, 750, 1000, 1500, 2000, 3000, 5000];

    /// <summary>Draws curves.</summary>
    /// <param name="features">Scores of features, on the prompts that circuits are chosen on.</param>
    /// <param name="heldOut">The same features on other prompts.</param>
    /// <param name="neurons">Scores of neurons, on the prompts that circuits are chosen on.</param>
    /// <param name="neuronsHeldOut">The same neurons on other prompts.</param>
    /// <param name="options">How circuits are run, each way a separate curve; the first one is drawn for every basis, the others
    /// for features.</param>
    /// <param name="sizes">Numbers of nodes; null for <see cref="Sizes"/>.</param>
    /// <param name="seed">The seed of the random order.</param>
    /// <param name="progress">Notified after every point.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="ArgumentException">There is no way to run circuits, or a size is negative.</exception>
    /// <param name="checkpoint">
    /// Where to save a checkpoint, from which curves that were interrupted resume; null for none. It stays when they are drawn:
    /// delete it once they are saved.
    /// </param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    /// <exception cref="CheckpointException">The checkpoint is of other curves or damaged, or cannot be written.</exception>
    public static IReadOnlyList<NamedFeatureCurve> Draw(
        UnitScores features,
        FeatureTask heldOut,
        UnitScores neurons,
        FeatureTask neuronsHeldOut,
        IReadOnlyList<FeatureEvaluationOptions> options,
        IReadOnlyList<int>? sizes = null,
        int seed = 0,
        IProgress<Progress>? progress = null,
        CancellationToken cancellation = default,
        string? checkpoint = null
    )
    {
        if (options.Count == 0)
        {
            throw new ArgumentException("there is no way to run circuits; give one or more", nameof(options));
        }

        (FeatureBasis Basis, FeatureEvaluationOptions Options)[] wanted =
        [
            (FeatureBasis.Features, options[0]),
            (FeatureBasis.Neurons, options[0]),
            (FeatureBasis.RandomFeatures, options[0]),
            .. options.Skip(1).Select(other => (FeatureBasis.Features, other)),
        ];
        using var drawing = new FeatureCurveDrawing([
            .. wanted.Select(curve => new FeatureCurveDrawing.Plan(
                curve.Basis,
                curve.Options,
                curve.Basis == FeatureBasis.Neurons ? neuronsHeldOut : heldOut,
                curve.Basis switch
                {
                    FeatureBasis.Neurons => neurons.Ranked(),
                    FeatureBasis.RandomFeatures => Shuffled(features, seed),
                    _ => features.Ranked(),
                },
                sizes ?? Sizes
            )),
        ]);
        return drawing.Run(checkpoint, progress, cancellation);
    }

    /// <summary>
    /// The nodes that have a score at all, in a random order: those that are never active would make chance look worse than it
    /// is.
    /// </summary>
    private static int[] Shuffled(UnitScores scores, int seed)
    {
        int[] nodes = [.. scores.Ranked()];
        new Random(seed).Shuffle(nodes);
        return nodes;
    }
}

/// <summary>A curve with its basis and options.</summary>
/// <param name="Basis">The basis of its circuits.</param>
/// <param name="Options">How its circuits are run.</param>
/// <param name="Curve">The curve.</param>
/// <param name="Errors">Of every point, how many of its nodes are error terms.</param>
public sealed record NamedFeatureCurve(
    FeatureBasis Basis,
    FeatureEvaluationOptions Options,
    FaithfulnessCurve Curve,
    IReadOnlyList<int> Errors
);

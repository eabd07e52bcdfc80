namespace Circuitry.Evaluation;

public sealed partial class Evaluator
{
    /// <summary>Compares a circuit with random ones of equal size: one patched run per circuit drawn.</summary>
    /// <param name="kept">The circuit.</param>
    /// <param name="draws">How many random circuits.</param>
    /// <param name="seed">The seed they are drawn with.</param>
    /// <param name="progress">Told after every circuit.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <param name="checkpoint">
    /// Where to save a checkpoint, from which work that was interrupted resumes; null for none. It stays when the work is done:
    /// delete it once the result is saved.
    /// </param>
    /// <exception cref="UnitsException">The units are others than the experiment's.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="CheckpointException">The checkpoint is of other work or damaged, or cannot be written.</exception>
    /// <exception cref="EvaluationException">No circuits are to be drawn.</exception>
    public RandomComparison AgainstRandom(
        UnitSet kept,
        int draws = 100,
        int seed = 0,
        IProgress<Progress>? progress = null,
        CancellationToken cancellation = default,
        string? checkpoint = null
    )
    {
        if (draws < 1)
        {
            throw new EvaluationException(
                FormattableString.Invariant($"{draws} random circuits are to be drawn; draw 1 or more")
            );
        }

        var metric = MeasureEach(kept);
        var random = new Random(seed);
        int[] removable = [.. Enumerable.Range(0, kept.Units.Count).Where(_measured.Counts)];
        var size = kept.Indices.Count(_measured.Counts);
        var drawn = MeasureAll(
            FormattableString.Invariant($"{draws} random circuits, seed {seed}"),
            kept,
            [.. Enumerable.Range(0, draws).Select(_ => UnitSet.Of(kept.Units, Draw(random, removable, size)))],
            progress,
            cancellation,
            checkpoint
        );
        int[] all = [.. Enumerable.Range(0, metric.Length)];
        double[] drawnMean = [.. all.Select(prompt => drawn.Average(values => values[prompt]))];
        return new RandomComparison
        {
            Faithfulness = Scale.Faithfulness(metric),
            Random = [.. drawn.Select(values => Scale.Over(all, values))],
            // Over the same prompts faithfulness is linear in the metric, so that the mean circuit has the mean faithfulness.
            Advantage = Scale.Estimate(prompts => Scale.Over(prompts, metric) - Scale.Over(prompts, drawnMean)),
            Seed = seed,
        };
    }

    private static int[] Draw(Random random, int[] units, int size)
    {
        int[] shuffled = [.. units];
        random.Shuffle(shuffled);
        return shuffled[..size];
    }
}

namespace Circuitry.Evaluation;

public sealed partial class Evaluator
{
    /// <summary>Measures a circuit without each of its units in turn: one patched run per unit.</summary>
    /// <param name="kept">The circuit.</param>
    /// <param name="progress">Told after every unit.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <param name="checkpoint">
    /// Where to save a checkpoint, from which work that was interrupted resumes; null for none. It stays when the work is done:
    /// delete it once the result is saved.
    /// </param>
    /// <exception cref="UnitsException">The units are others than the experiment's.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="CheckpointException">The checkpoint is of other work or damaged, or cannot be written.</exception>
    public Minimality Minimality(
        UnitSet kept,
        IProgress<Progress>? progress = null,
        CancellationToken cancellation = default,
        string? checkpoint = null
    )
    {
        var with = MeasureEach(kept);
        int[] units = [.. kept.Indices.Where(_measured.Counts)];
        var without = MeasureAll(
            "minimality",
            kept,
            [.. units.Select(unit => UnitSet.Of(kept.Units, kept.Indices.Where(other => other != unit)))],
            progress,
            cancellation,
            checkpoint
        );
        return new Minimality([
            .. units.Select(
                (unit, index) =>
                {
                    double[] rises =
                    [
                        .. without[index].Zip(with, (a, b) => _measured.Metric.AsLoss(a) - _measured.Metric.AsLoss(b)),
                    ];
                    return new UnitEffect(unit, kept.Units.NameOf(unit), Scale.Mean(rises));
                }
            ),
        ]);
    }
}

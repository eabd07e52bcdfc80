namespace Circuitry;

public sealed partial class Evaluator
{
    /// <summary>Measures a circuit without each of its units in turn: one patched run per unit.</summary>
    /// <param name="kept">The circuit.</param>
    /// <param name="progress">Told after every unit.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="GraphException">The edges are of another graph.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Minimality Minimality(
        EdgeSet kept,
        IProgress<ScoringProgress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        var with = MeasureEach(kept);
        int[] units = [.. kept.Units];
        return new Minimality([
            .. units.Select(
                (unit, index) =>
                {
                    cancellation.ThrowIfCancellationRequested();
                    var without = MeasureEach(EdgeSet.OfUnits(kept.Graph, units.Where(other => other != unit)));
                    double[] rises =
                    [
                        .. without.Zip(with, (a, b) => _measured.Metric.AsLoss(a) - _measured.Metric.AsLoss(b)),
                    ];
                    progress?.Report(new ScoringProgress(index + 1, units.Length));
                    return new UnitEffect(unit, kept.Graph.UnitName(unit), Mean(rises));
                }
            ),
        ]);
    }
}

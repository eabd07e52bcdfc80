namespace Circuitry;

public sealed partial class Evaluator
{
    /// <summary>Measures a circuit without each of its units in turn: one patched run per unit.</summary>
    /// <exception cref="GraphException">The edges are of another graph.</exception>
    public Minimality Minimality(EdgeSet kept)
    {
        var with = MeasureEach(kept);
        int[] units = [.. kept.Units];
        return new Minimality([
            .. units.Select(unit =>
            {
                var without = MeasureEach(EdgeSet.OfUnits(kept.Graph, units.Where(other => other != unit)));
                double[] rises =
                [
                    .. without.Zip(with, (a, b) => _measured.Metric.AsLoss(a) - _measured.Metric.AsLoss(b)),
                ];
                return new UnitEffect(unit, kept.Graph.UnitName(unit), Mean(rises));
            }),
        ]);
    }
}

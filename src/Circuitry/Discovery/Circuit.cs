namespace Circuitry;

/// <summary>
/// The units that explain a behaviour and those removed, each with its score, and everything needed to find them again. Units
/// stand in their own order.
/// </summary>
public sealed class Circuit
{
    /// <summary>All units that it is chosen from.</summary>
    public required Units Units { get; init; }

    /// <summary>The kept units, in their order.</summary>
    public required IReadOnlyList<CircuitUnit> Kept { get; init; }

    /// <summary>The removed units that have a score, in their order; of a graph, units without a path to the logits have none.</summary>
    public IReadOnlyList<CircuitUnit> Removed { get; init; } = [];

    /// <summary>Where it comes from.</summary>
    public required CircuitProvenance Provenance { get; init; }

    /// <summary>The metric of the full model, of this circuit, and of the empty circuit.</summary>
    public required CircuitMeasure Measure { get; init; }

    /// <summary>The kept units as a set, to measure or to compare with others.</summary>
    public UnitSet ToUnitSet() => UnitSet.Of(Units, Kept.Select(unit => unit.Index));

    /// <inheritdoc/>
    public override string ToString() =>
        FormattableString.Invariant($"{Kept.Count} of {Units.Count} {Units.Noun} by {Provenance.Method.Name}");

    /// <summary>Measures a set of units of an experiment and notes where it comes from.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="kept">The kept units.</param>
    /// <param name="scores">For every unit its score; null for units that were never scored.</param>
    /// <param name="metric">The metric of the circuit, as the search saw it; null to measure it now.</param>
    /// <param name="method">What found it.</param>
    /// <exception cref="UnitsException">The units are others than the experiment's, or there are not as many scores as units.</exception>
    /// <exception cref="MetricException">The metric of a prompt is not a number.</exception>
    /// <exception cref="ObjectDisposedException">The experiment is disposed.</exception>
    public static Circuit Of(
        GraphExperiment experiment,
        UnitSet kept,
        IReadOnlyList<double?> scores,
        double? metric,
        CircuitMethod method
    )
    {
        CheckUnits(experiment.Units, kept, scores);
        var measure = new CircuitMeasure
        {
            Metric = experiment.Metric.Name,
            Full = experiment.Measure(UnitSet.All(experiment.Units)),
            Circuit = metric ?? experiment.Measure(kept),
            Empty = experiment.Measure(UnitSet.None(experiment.Units)),
        };
        return OfMeasured(experiment, kept, scores, measure, method);
    }

    /// <summary>Notes where units come from that are measured already.</summary>
    internal static Circuit OfMeasured(
        GraphExperiment experiment,
        UnitSet kept,
        IReadOnlyList<double?> scores,
        CircuitMeasure measure,
        CircuitMethod method
    )
    {
        var units = experiment.Units;
        CheckUnits(units, kept, scores);
        CircuitUnit Unit(int unit) => new(unit, units.NameOf(unit), scores[unit] ?? 0);
        return new Circuit
        {
            Units = units,
            Kept = [.. kept.Indices.Select(Unit)],
            Removed = [.. kept.Complement().Indices.Where(unit => scores[unit] is not null).Select(Unit)],
            Provenance = CircuitProvenance.Of(experiment, method),
            Measure = measure,
        };
    }

    private static void CheckUnits(Units units, UnitSet kept, IReadOnlyList<double?> scores)
    {
        units.Require(kept.Units, "the kept units");
        if (scores.Count != units.Count)
        {
            throw new UnitsException(
                FormattableString.Invariant(
                    $"there are {scores.Count} scores for {units}; give one for each, null where a unit was never scored"
                )
            );
        }
    }
}

/// <summary>A unit of a circuit and its score.</summary>
/// <param name="Index">Its index among all units.</param>
/// <param name="Name">Its name, such as <c>a5.h5-&gt;a9.h6&lt;q&gt;</c>.</param>
/// <param name="Score">
/// How much it matters: for a search, how much the loss rose when it was tried; for an attribution, its estimate, both in the
/// metric's units; for a learned mask, the probability that a drawn mask keeps it.
/// </param>
public readonly record struct CircuitUnit(int Index, string Name, double Score) : IUnit;

/// <summary>The metric, the mean over prompts, of three sets of units.</summary>
public sealed record CircuitMeasure
{
    /// <summary>The metric's name.</summary>
    public required string Metric { get; init; }

    /// <summary>With every unit kept.</summary>
    public required double Full { get; init; }

    /// <summary>With the circuit's units kept.</summary>
    public required double Circuit { get; init; }

    /// <summary>With no unit kept.</summary>
    public required double Empty { get; init; }

    /// <summary>The share of the gap between the empty and the full circuit that this one closes; NaN when there is no gap, or an infinite one.</summary>
    public double Faithfulness =>
        Full == Empty || !double.IsFinite(Full - Empty) ? double.NaN : (Circuit - Empty) / (Full - Empty);
}

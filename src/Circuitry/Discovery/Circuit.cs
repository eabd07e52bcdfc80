using static System.FormattableString;

namespace Circuitry;

/// <summary>
/// The units that explain a behaviour and those removed, each with its score, where they are known the edges between the kept ones,
/// and everything needed to find them again. Units stand in their own order.
/// </summary>
public sealed class Circuit
{
    /// <summary>Puts units and their scores together.</summary>
    /// <param name="units">All units that it is chosen from.</param>
    /// <param name="kept">The kept units, by index, and their scores.</param>
    /// <param name="removed">The removed units that have a score; null for none.</param>
    /// <param name="edges">Edges between kept units, and from kept units to the loss; null for none.</param>
    /// <exception cref="UnitsException">
    /// There is no such unit, or a unit or an edge comes twice, or an edge has an end that is not kept or does not lead downstream.
    /// </exception>
    public Circuit(
        Units units,
        IEnumerable<(int Unit, double Score)> kept,
        IEnumerable<(int Unit, double Score)>? removed = null,
        IEnumerable<CircuitEdge>? edges = null
    )
    {
        Units = units;
        var seen = new HashSet<int>();
        Kept = Named(kept, seen);
        var isKept = seen.ToHashSet();
        Removed = Named(removed ?? [], seen);
        Edges = [.. (edges ?? []).OrderBy(edge => edge.From).ThenBy(edge => edge.To ?? -1)];
        var ends = new HashSet<(int, int?)>();
        foreach (var edge in Edges)
        {
            if (
                !isKept.Contains(edge.From)
                || (edge.To is { } to && !(isKept.Contains(to) && units.IsUpstream(edge.From, to)))
                || !ends.Add((edge.From, edge.To))
            )
            {
                throw new UnitsException(
                    Invariant(
                        $"the edge from unit {edge.From} to {(edge.To is { } end ? Invariant($"unit {end}") : "the loss")} cannot be in the circuit; edges lead from a kept unit to one that is downstream of it or to the loss, each once"
                    )
                );
            }
        }
    }

    /// <summary>All units that it is chosen from.</summary>
    public Units Units { get; }

    /// <summary>The kept units, in their order.</summary>
    public IReadOnlyList<CircuitUnit> Kept { get; }

    /// <summary>The removed units that have a score, in their order; of a graph, units without a path to the logits have none.</summary>
    public IReadOnlyList<CircuitUnit> Removed { get; }

    /// <summary>
    /// Edges between kept units and from them to the loss, ordered by their ends, those to the loss first; empty where a search weighs
    /// none, and where the units are edges themselves.
    /// </summary>
    public IReadOnlyList<CircuitEdge> Edges { get; }

    /// <summary>The circuit's provenance; of units that are features, with their dictionaries, and of others without.</summary>
    /// <exception cref="UnitsException">Units are features and no dictionaries are named, or the other way round.</exception>
    public required CircuitProvenance Provenance
    {
        get;
        init =>
            field =
                value.Dictionaries is null == Units.Kind.IsOfGraph()
                    ? value
                    : throw new UnitsException(
                        $"{value.Declaration.Experiment} declares {value.Declaration.Units}, and the circuit is made of {Units}; give the provenance of the experiment whose units they are"
                    );
    }

    /// <summary>The metric of the full model, of this circuit, and of the empty circuit.</summary>
    public required CircuitMeasure Measure { get; init; }

    /// <summary>The kept units as a set, to measure or to compare with others.</summary>
    public UnitSet ToUnitSet() => UnitSet.Of(Units, Kept.Select(unit => unit.Index));

    /// <inheritdoc/>
    public override string ToString() =>
        Invariant($"{Kept.Count} of {Units.Count} {Units.Noun} by {Provenance.Method.Name}");

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
        CheckUnits(experiment.Units, kept, scores);
        return new Circuit(
            experiment.Units,
            kept.Indices.Select(unit => (unit, scores[unit] ?? 0)),
            kept.Complement()
                .Indices.Where(unit => scores[unit] is not null)
                .Select(unit => (unit, scores[unit]!.Value))
        )
        {
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
                Invariant(
                    $"there are {scores.Count} scores for {units}; give one for each, null where a unit was never scored"
                )
            );
        }
    }

    private CircuitUnit[] Named(IEnumerable<(int Unit, double Score)> scored, HashSet<int> seen) =>
        [
            .. scored
                .Select(one =>
                    seen.Add(Units.InRange(one.Unit))
                        ? new CircuitUnit(one.Unit, Units.NameOf(one.Unit), one.Score)
                        : throw new UnitsException(
                            $"{Units.NameOf(one.Unit)} comes twice; a circuit keeps or removes each unit once"
                        )
                )
                .OrderBy(unit => unit.Index),
        ];
}

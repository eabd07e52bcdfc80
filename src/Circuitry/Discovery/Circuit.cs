namespace Circuitry;

/// <summary>
/// A subgraph that explains a behaviour: the units kept and those removed, each with its score, and everything needed to
/// find it again. Units stand in the graph's own order.
/// </summary>
public sealed class Circuit
{
    /// <summary>The graph it is a part of.</summary>
    public required Graph Graph { get; init; }

    /// <summary>The kept units, in the graph's order.</summary>
    public required IReadOnlyList<CircuitUnit> Units { get; init; }

    /// <summary>The removed units that have a score, in the graph's order; units without a path to the logits have none.</summary>
    public IReadOnlyList<CircuitUnit> Removed { get; init; } = [];

    /// <summary>Where it comes from.</summary>
    public required CircuitProvenance Provenance { get; init; }

    /// <summary>The metric of the full model, of this circuit, and of the empty circuit.</summary>
    public required CircuitMeasure Measure { get; init; }

    /// <summary>The kept edges. At node granularity, those from kept writers to everything downstream.</summary>
    public EdgeSet Edges => EdgeSet.OfUnits(Graph, Units.Select(unit => unit.Index));

    /// <summary>The writers that lie on a path of kept edges from an embedding to the logits, in the graph's order.</summary>
    public IReadOnlyList<Writer> Nodes
    {
        get
        {
            var live = Edges.WritersThatReachLogits();
            var kept = Units.Select(unit => unit.Index).ToHashSet();
            return
            [
                .. Graph.Writers.Where(
                    (_, writer) => live[writer] && (Graph.Granularity == Granularity.Edge || kept.Contains(writer))
                ),
            ];
        }
    }

    /// <summary>Measures a set of units of an experiment and notes where it comes from.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="units">The kept units, by index.</param>
    /// <param name="scores">For every unit of the graph its score; null for units that were never scored.</param>
    /// <param name="metric">The metric of the circuit, as the search saw it; null to measure it now.</param>
    /// <param name="method">What found it.</param>
    /// <exception cref="GraphException">The graph has no such unit, or there are not as many scores as units.</exception>
    /// <exception cref="MetricException">The metric of a prompt is not a number.</exception>
    /// <exception cref="ObjectDisposedException">The experiment is disposed.</exception>
    public static Circuit Of(
        GraphExperiment experiment,
        IEnumerable<int> units,
        IReadOnlyList<double?> scores,
        double? metric,
        CircuitMethod method
    )
    {
        var (graph, kept) = (experiment.Graph, units.ToHashSet());
        CheckUnits(graph, kept, scores);
        var measure = new CircuitMeasure
        {
            Metric = experiment.Metric.Name,
            Full = experiment.Measure(EdgeSet.All(graph)),
            Circuit = metric ?? experiment.Measure(EdgeSet.OfUnits(graph, kept)),
            Empty = experiment.Measure(EdgeSet.None(graph)),
        };
        return OfMeasured(experiment, kept, scores, measure, method);
    }

    /// <summary>Notes where units come from that are measured already.</summary>
    internal static Circuit OfMeasured(
        GraphExperiment experiment,
        IEnumerable<int> units,
        IReadOnlyList<double?> scores,
        CircuitMeasure measure,
        CircuitMethod method
    )
    {
        var graph = experiment.Graph;
        var kept = units.ToHashSet();
        CheckUnits(graph, kept, scores);
        CircuitUnit Unit(int unit) => new(unit, graph.UnitName(unit), scores[unit] ?? 0);
        return new Circuit
        {
            Graph = graph,
            Units = [.. kept.Order().Select(Unit)],
            Removed =
            [
                .. Enumerable
                    .Range(0, graph.UnitCount)
                    .Where(unit => !kept.Contains(unit) && scores[unit] is not null)
                    .Select(Unit),
            ],
            Provenance = CircuitProvenance.Of(experiment, method),
            Measure = measure,
        };
    }

    private static void CheckUnits(Graph graph, IEnumerable<int> units, IReadOnlyList<double?> scores)
    {
        if (scores.Count != graph.UnitCount)
        {
            throw new GraphException(
                FormattableString.Invariant(
                    $"there are {scores.Count} scores for a graph of {graph.UnitCount} units; give one for each, null where a unit was never scored"
                )
            );
        }

        foreach (var unit in units)
        {
            Graph.InRange(unit, graph.UnitCount, "unit");
        }
    }
}

/// <summary>A scored unit: an edge, or at node granularity a writer.</summary>
/// <param name="Index">Its index among the graph's units.</param>
/// <param name="Name">Its name, such as <c>a5.h5-&gt;a9.h6&lt;q&gt;</c>.</param>
/// <param name="Score">
/// How much it matters: for a search, how much the loss rose when it was tried; for an attribution, its estimate, both in the
/// metric's units; for a learned mask, the probability that a drawn mask keeps it.
/// </param>
public readonly record struct CircuitUnit(int Index, string Name, double Score);

/// <summary>The metric, the mean over prompts, of three subgraphs.</summary>
public sealed record CircuitMeasure
{
    /// <summary>The metric's name.</summary>
    public required string Metric { get; init; }

    /// <summary>With every edge kept.</summary>
    public required double Full { get; init; }

    /// <summary>With the circuit's edges kept.</summary>
    public required double Circuit { get; init; }

    /// <summary>With no edge kept.</summary>
    public required double Empty { get; init; }

    /// <summary>The share of the gap between the empty and the full circuit that this one closes; NaN when there is no gap, or an infinite one.</summary>
    public double Faithfulness =>
        Full == Empty || !double.IsFinite(Full - Empty) ? double.NaN : (Circuit - Empty) / (Full - Empty);
}

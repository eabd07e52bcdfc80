namespace Circuitry;

/// <summary>A score for every unit of a graph: a measured effect, or an attribution's estimate of it.</summary>
/// <remarks>
/// A score says how much the loss rises when the unit is removed, in the metric's units and averaged over prompts: positive
/// where the unit helps. Every method keeps to this sign and scale, whatever the metric's direction.
/// </remarks>
public sealed class UnitScores
{
    /// <summary>Puts scores and their origin together.</summary>
    /// <exception cref="ArgumentException">There are not as many scores as units.</exception>
    /// <exception cref="MetricException">One is not a number.</exception>
    public UnitScores(Graph graph, IReadOnlyList<double> values, CircuitMethod method)
    {
        if (values.Count != graph.UnitCount)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"{values.Count} scores for a graph of {graph.UnitCount} units"),
                nameof(values)
            );
        }

        for (var unit = 0; unit < values.Count; unit++)
        {
            if (double.IsNaN(values[unit]))
            {
                throw new MetricException(
                    $"the score of {graph.UnitName(unit)} is not a number (NaN): a metric or its gradient overflows; check the weights, and compute in float64 if they are of a type with a small range"
                );
            }
        }

        Graph = graph;
        Values = values;
        Method = method;
    }

    /// <summary>The graph.</summary>
    public Graph Graph { get; }

    /// <summary>The scores, by unit.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>What made them.</summary>
    public CircuitMethod Method { get; }

    /// <summary>The score of an edge; at node granularity edges have none.</summary>
    /// <exception cref="GraphException">It is not an edge of the graph, or the units are nodes.</exception>
    public double this[Edge edge] =>
        Graph.Granularity == Granularity.Edge
            ? Values[Graph.EdgeIndex(edge)]
            : throw new GraphException($"{edge.Name} has no score of its own: the units of this graph are nodes");
}

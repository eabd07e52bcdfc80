namespace Circuitry.Discovery;

/// <summary>An importance for every node of a graph: writers, or heads' inputs and MLPs.</summary>
/// <remarks>Importances are magnitudes: they say how much a node matters, not in which direction.</remarks>
public sealed class NodeScores
{
    private readonly GraphExperiment _experiment;
    private readonly MaskLayout _layout;

    internal NodeScores(
        GraphExperiment experiment,
        MaskLayout layout,
        IReadOnlyList<double> values,
        CircuitMethod method
    )
    {
        _experiment = experiment;
        _layout = layout;
        Values = values;
        Method = method;
        Ranking = [.. Enumerable.Range(0, values.Count).OrderByDescending(node => values[node])];
    }

    /// <summary>The nodes' names, such as <c>a9.h6&lt;q&gt;</c> and <c>m3</c>, in the graph's order.</summary>
    public IReadOnlyList<string> Names => _layout.Names;

    /// <summary>The nodes' importances, in the metric's units unless normalised by layer.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>The method that computed the scores, with its settings.</summary>
    public CircuitMethod Method { get; }

    /// <summary>The nodes from the most important to the least; equals stay in the graph's order.</summary>
    public IReadOnlyList<int> Ranking { get; }

    /// <summary>The circuit of the most important nodes: an edge is in when both of its ends are.</summary>
    /// <param name="count">How many nodes to keep.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many nodes.</exception>
    public Circuit CircuitOf(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Values.Count);
        var kept = new double[Values.Count];
        foreach (var node in Ranking.Take(count))
        {
            kept[node] = 1;
        }

        var settings = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["nodes_kept"] = FormattableString.Invariant($"{count}"),
        };
        foreach (var (name, value) in Method.Settings)
        {
            settings[name] = value;
        }

        return Circuit.Of(
            _experiment,
            UnitSet.Of(
                _experiment.Units,
                _layout.UnitValues(kept, always: 1).Index().Where(unit => unit.Item == 1).Select(unit => unit.Index)
            ),
            [.. ToUnits().Values.Select(score => (double?)score)],
            null,
            Method with
            {
                Settings = settings,
            }
        );
    }

    /// <summary>
    /// The importances as scores of the graph's units: an edge has the lesser of its ends', where a head that writes has its
    /// greatest input's, and embeddings and logits, where they are always in, the greatest of all. Unlike other scores they
    /// have no sign.
    /// </summary>
    public UnitScores ToUnits() => new(_experiment.Units, _layout.UnitValues(Values, always: Values.Max()), Method);
}

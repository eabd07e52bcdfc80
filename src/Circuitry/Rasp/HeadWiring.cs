namespace Circuitry.Rasp;

/// <summary>The non-zero weights of one attention head, which computes one selector and moves values along it.</summary>
/// <param name="Query">Residual direction, head dimension, weight.</param>
/// <param name="Key">Residual direction, head dimension, weight.</param>
/// <param name="Value">Residual direction, head dimension, weight.</param>
/// <param name="Output">Head dimension, residual direction, weight.</param>
internal sealed record HeadWiring(
    IReadOnlyList<(int Direction, int Dimension, double Weight)> Query,
    IReadOnlyList<(int Direction, int Dimension, double Weight)> Key,
    IReadOnlyList<(int Direction, int Dimension, double Weight)> Value,
    IReadOnlyList<(int Dimension, int Direction, double Weight)> Output
)
{
    /// <summary>The score of a selected key: so large that the softmax picks it and nothing else.</summary>
    private const double Selected = 100;

    /// <summary>BOS's score in an aggregate: below a selected key and above all others, so that it is the default.</summary>
    private const double Default = Selected / 2;

    /// <summary>How many head dimensions the wiring needs.</summary>
    public int Width => Query.Concat(Key).Concat(Value).Max(weight => weight.Dimension) + 1;

    public static HeadWiring Of(AggregateNode node, ValueDomains domains, ResidualLayout layout)
    {
        var (query, key) = Select(node.Selector, Default, domains, layout);
        if (node.Numerical)
        {
            return new(query, key, [(layout.Number(node.Values), 0, 1)], [(0, layout.Number(node), 1)]);
        }

        var values = domains.Of(node.Values);
        return new(
            query,
            key,
            [.. values.Select((value, i) => (layout[node.Values, value], i, 1.0))],
            [.. values.Select((value, i) => (i, layout[node, value], 1.0))]
        );
    }

    /// <summary>BOS is selected always and alone has a value, so that its share of attention is 1 / (width + 1).</summary>
    public static HeadWiring Of(SelectorWidthNode node, ValueDomains domains, ResidualLayout layout)
    {
        var (query, key) = Select(node.Selector, Selected, domains, layout);
        return new(query, key, [(layout.Bos, 0, 1)], [(0, layout.Number(node), 1)]);
    }

    private static (List<(int, int, double)> Query, List<(int, int, double)> Key) Select(
        Selector selector,
        double bosScore,
        ValueDomains domains,
        ResidualLayout layout
    )
    {
        var (keys, queries) = (domains.Of(selector.Keys), domains.Of(selector.Queries));
        List<(int, int, double)> query = [];
        List<(int, int, double)> key = [];
        // A head dimension per value of the smaller side, where that side is one-hot and the other holds the predicate.
        var byKey = keys.Count <= queries.Count;
        for (var i = 0; i < keys.Count; i++)
        {
            for (var j = 0; j < queries.Count; j++)
            {
                if (selector.Holds(keys[i], queries[j]))
                {
                    AddOnce(query, (layout[selector.Queries, queries[j]], byKey ? i : j, Selected));
                    AddOnce(key, (layout[selector.Keys, keys[i]], byKey ? i : j, 1));
                }
            }
        }

        var last = Math.Min(keys.Count, queries.Count);
        query.Add((layout.One, last, bosScore));
        key.Add((layout.Bos, last, 1));
        return (query, key);
    }

    private static void AddOnce(List<(int, int, double)> weights, (int, int, double) weight)
    {
        if (!weights.Contains(weight))
        {
            weights.Add(weight);
        }
    }
}

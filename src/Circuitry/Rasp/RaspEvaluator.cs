namespace Circuitry.Rasp;

/// <summary>Evaluates a RASP expression directly, position by position, without a transformer or an encoding.</summary>
internal static class RaspEvaluator
{
    /// <summary>One value per token; null where a category is undefined.</summary>
    public static IReadOnlyList<object?> Evaluate(RaspNode output, IReadOnlyList<string> tokens)
    {
        var values = new Dictionary<RaspNode, object?[]>();
        foreach (var node in output.InOrder())
        {
            values[node] = node switch
            {
                TokensNode => [.. tokens],
                IndicesNode => Each(tokens.Count, position => position),
                MapNode map => Each(tokens.Count, i => Map(map, values[map.Input][i])),
                SequenceMapNode map => Each(
                    tokens.Count,
                    i => SequenceMap(map, values[map.First][i], values[map.Second][i])
                ),
                SelectorWidthNode width => Each(tokens.Count, i => Selected(width.Selector, values, i).Count()),
                AggregateNode aggregate => Each(tokens.Count, i => Aggregate(aggregate, values, i)),
                _ => throw new RaspException(node.Name, $"{node.GetType().Name} has no evaluation"),
            };
        }

        return values[output];
    }

    private static object?[] Each(int count, Func<int, object?> value) => [.. Enumerable.Range(0, count).Select(value)];

    private static object? Map(MapNode map, object? value) => value is null ? Undefined(map) : map.Apply(value);

    private static object? SequenceMap(SequenceMapNode map, object? first, object? second) =>
        first is null || second is null ? Undefined(map) : map.Apply(first, second);

    private static object? Undefined(RaspNode node) => node.Numerical ? 0.0 : null;

    private static IEnumerable<int> Selected(Selector selector, Dictionary<RaspNode, object?[]> values, int position)
    {
        var query = values[selector.Queries][position];
        var keys = values[selector.Keys];
        return Enumerable
            .Range(0, keys.Length)
            .Where(i => query is not null && keys[i] is { } key && selector.Holds(key, query));
    }

    private static object? Aggregate(AggregateNode node, Dictionary<RaspNode, object?[]> values, int position)
    {
        var selected = Selected(node.Selector, values, position).Select(i => values[node.Values][i]).ToList();
        if (node.Numerical)
        {
            return selected.Count == 0 ? 0.0 : selected.Average(value => (double)value!);
        }

        var distinct = selected.Distinct().ToList();
        return distinct.Count switch
        {
            0 => null,
            1 => distinct[0],
            _ => throw new RaspException(
                node.Name,
                $"at index {position} the selected categories differ; an aggregate of categories needs one value, "
                    + "a mean needs numbers"
            ),
        };
    }
}

using System.Globalization;

namespace Circuitry.Rasp;

/// <summary>The values each expression can take, in ascending order: which determine directions and neurons.</summary>
internal sealed class ValueDomains(IReadOnlyList<string> vocabulary, int maximumLength)
{
    private const int MostNumbers = 1024;
    private readonly Dictionary<RaspNode, IReadOnlyList<object>> known = [];

    public IReadOnlyList<object> Of(RaspNode node)
    {
        if (!known.TryGetValue(node, out var values))
        {
            known[node] = values = Compute(node);
        }

        return values;
    }

    private IReadOnlyList<object> Compute(RaspNode node) =>
        node switch
        {
            TokensNode => [.. vocabulary],
            IndicesNode => [.. Enumerable.Range(0, maximumLength).Cast<object>()],
            SelectorWidthNode => [.. Enumerable.Range(0, maximumLength + 1).Cast<object>()],
            AggregateNode { Numerical: true } aggregate => Means(aggregate),
            AggregateNode aggregate => Of(aggregate.Values),
            MapNode map => Image(map, Of(map.Input).Select(map.Apply)),
            SequenceMapNode map => Image(map, from a in Of(map.First) from b in Of(map.Second) select map.Apply(a, b)),
            _ => throw new RaspException(node.Name, $"{node.GetType().Name} has no values"),
        };

    private static IReadOnlyList<object> Image(RaspNode node, IEnumerable<object> values)
    {
        if (node.Numerical)
        {
            // An undefined input counts as 0, so 0 is possible whether or not the function gives it.
            var zero = node.Inputs.Any(MayBeUndefined) ? [0.0] : Array.Empty<object>();
            return [.. values.Concat(zero).Distinct().Order()];
        }

        var distinct = values.Distinct().ToList();
        return distinct.TrueForAll(value => value is string)
                ? [.. distinct.Cast<string>().Order(StringComparer.Ordinal)]
            : distinct.TrueForAll(value => value is IComparable) ? [.. distinct.Order()]
            : distinct;
    }

    private static bool MayBeUndefined(RaspNode node) =>
        node switch
        {
            AggregateNode => !node.Numerical,
            MapNode or SequenceMapNode => !node.Numerical && node.Inputs.Any(MayBeUndefined),
            _ => false,
        };

    /// <summary>Every mean of 1 to n of the values, and 0 for a mean of none.</summary>
    private List<object> Means(AggregateNode node)
    {
        var values = Of(node.Values).Cast<double>().ToList();
        var sums = new List<double> { 0 };
        var means = new List<double> { 0 };
        for (var count = 1; count <= maximumLength; count++)
        {
            var terms = count;
            sums = Distinct(sums.SelectMany(sum => values.Select(value => sum + value)));
            means = Distinct(means.Concat(sums.Select(sum => sum / terms)));
            if (means.Count > MostNumbers)
            {
                throw new RaspException(
                    node.Name,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"takes more than {MostNumbers} values, too many to map; map before the aggregate, or shorten the program"
                    )
                );
            }
        }

        return [.. means.Cast<object>()];
    }

    /// <summary>Ascending, with sums that differ by rounding only taken as one.</summary>
    private static List<double> Distinct(IEnumerable<double> numbers)
    {
        var kept = new List<double>();
        foreach (var number in numbers.Order())
        {
            if (kept.Count == 0 || number - kept[^1] > 1e-9 * Math.Max(1, Math.Abs(number)))
            {
                kept.Add(number);
            }
        }

        return kept;
    }
}

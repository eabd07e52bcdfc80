namespace Circuitry.Rasp;

/// <summary>The primitives of RASP, a language for what transformers can compute (Weiss, Goldberg and Yahav 2021).</summary>
/// <remarks>
/// A category is undefined where an aggregate selects nothing; maps keep it undefined, a selector does not select it, and
/// as a number it is 0.
/// </remarks>
public static class RaspLanguage
{
    /// <summary>The token at each position.</summary>
    public static Categorical<string> Tokens { get; } = new(new TokensNode());

    /// <summary>The index of each position, from 0 at the first token after BOS.</summary>
    public static Categorical<int> Indices { get; } = new(new IndicesNode());

    /// <summary>Selects, for every query position, the key positions for which the predicate of key and query holds.</summary>
    public static Selector Select<TKey, TQuery>(
        Categorical<TKey> keys,
        Categorical<TQuery> queries,
        Func<TKey, TQuery, bool> predicate
    )
        where TKey : notnull
        where TQuery : notnull => new(keys.Node, queries.Node, (key, query) => predicate((TKey)key, (TQuery)query));

    /// <summary>The value at the selected position; where several are selected they must agree.</summary>
    public static Categorical<T> Aggregate<T>(Selector selector, Categorical<T> values, string? name = null)
        where T : notnull => new(new AggregateNode(name, selector, values.Node));

    /// <summary>The mean of the values at the selected positions, 0 where none is selected.</summary>
    public static Numerical Aggregate(Selector selector, Numerical values, string? name = null) =>
        new(new AggregateNode(name, selector, values.Node));

    /// <summary>The number of selected positions.</summary>
    public static Categorical<int> SelectorWidth(Selector selector, string? name = null) =>
        new(new SelectorWidthNode(name, selector));

    /// <summary>A function of each value.</summary>
    public static Categorical<TOut> Map<T, TOut>(Categorical<T> input, Func<T, TOut> function, string? name = null)
        where T : notnull
        where TOut : notnull => new(new MapNode(name, false, input.Node, value => function((T)value)));

    /// <summary>A function of each number, which must take few values.</summary>
    public static Categorical<TOut> Map<TOut>(Numerical input, Func<double, TOut> function, string? name = null)
        where TOut : notnull => new(new MapNode(name, false, input.Node, value => function((double)value)));

    /// <summary>A number for each value.</summary>
    public static Numerical MapToNumber<T>(Categorical<T> input, Func<T, double> function, string? name = null)
        where T : notnull => new(new MapNode(name, true, input.Node, value => function((T)value)));

    /// <summary>A number for each number; the input must take few values.</summary>
    public static Numerical MapToNumber(Numerical input, Func<double, double> function, string? name = null) =>
        new(new MapNode(name, true, input.Node, value => function((double)value)));

    /// <summary>A function of the values of two s-ops at each position.</summary>
    public static Categorical<TOut> SequenceMap<T1, T2, TOut>(
        Categorical<T1> first,
        Categorical<T2> second,
        Func<T1, T2, TOut> function,
        string? name = null
    )
        where T1 : notnull
        where T2 : notnull
        where TOut : notnull =>
        new(new SequenceMapNode(name, false, first.Node, second.Node, (a, b) => function((T1)a, (T2)b)));

    /// <summary>A number for the values of two s-ops at each position.</summary>
    public static Numerical SequenceMapToNumber<T1, T2>(
        Categorical<T1> first,
        Categorical<T2> second,
        Func<T1, T2, double> function,
        string? name = null
    )
        where T1 : notnull
        where T2 : notnull =>
        new(new SequenceMapNode(name, true, first.Node, second.Node, (a, b) => function((T1)a, (T2)b)));
}

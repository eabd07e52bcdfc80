namespace Circuitry.Rasp;

/// <summary>An expression without its static types, as evaluator and compiler see it; nodes are equal by reference.</summary>
internal abstract class RaspNode(string name, bool numerical, params RaspNode[] inputs)
{
    public string Name { get; } = name;

    /// <summary>Whether its values are numbers along one direction and not categories.</summary>
    public bool Numerical { get; } = numerical;

    public IReadOnlyList<RaspNode> Inputs { get; } = inputs;

    /// <summary>The expressions from the inputs to this one, each after what it reads.</summary>
    public IReadOnlyList<RaspNode> InOrder()
    {
        var order = new List<RaspNode>();
        var seen = new HashSet<RaspNode>();
        Visit(this);
        return order;

        void Visit(RaspNode node)
        {
            if (seen.Add(node))
            {
                foreach (var input in node.Inputs)
                {
                    Visit(input);
                }

                order.Add(node);
            }
        }
    }
}

internal sealed class TokensNode() : RaspNode("tokens", false);

internal sealed class IndicesNode() : RaspNode("indices", false);

internal sealed class MapNode(string? name, bool numerical, RaspNode input, Func<object, object> function)
    : RaspNode(name ?? "map", numerical, input)
{
    public RaspNode Input { get; } = input;

    public Func<object, object> Function { get; } = function;
}

internal sealed class SequenceMapNode(
    string? name,
    bool numerical,
    RaspNode first,
    RaspNode second,
    Func<object, object, object> function
) : RaspNode(name ?? "sequence_map", numerical, first, second)
{
    public RaspNode First { get; } = first;

    public RaspNode Second { get; } = second;

    public Func<object, object, object> Function { get; } = function;
}

internal sealed class AggregateNode(string? name, Selector selector, RaspNode values)
    : RaspNode(name ?? "aggregate", values.Numerical, selector.Keys, selector.Queries, values)
{
    public Selector Selector { get; } = selector;

    public RaspNode Values { get; } = values;
}

internal sealed class SelectorWidthNode(string? name, Selector selector)
    : RaspNode(name ?? "selector_width", false, selector.Keys, selector.Queries)
{
    public Selector Selector { get; } = selector;
}

namespace Circuitry.Rasp;

/// <summary>Assigns residual directions to values.</summary>
/// <remarks>
/// Categories have a direction per value, numbers one, a selector width one more for the share of attention that BOS takes.
/// The token embedding sets <see cref="One"/> for every token; it carries constants.
/// </remarks>
internal sealed class ResidualLayout
{
    private readonly List<string> names = [];
    private readonly Dictionary<(RaspNode Node, object Value), int> categories = [];
    private readonly Dictionary<RaspNode, int> numbers = [];
    private readonly HashSet<string> taken = new(StringComparer.Ordinal);

    public ResidualLayout(IReadOnlyList<RaspNode> nodes, RaspVocabulary vocabulary, ValueDomains domains, int length)
    {
        taken.UnionWith(["tokens", "indices", "one"]);
        FirstToken = Append(vocabulary.Tokens.Select(token => $"tokens:{token}"));
        Bos = FirstToken + (int)vocabulary.BosId;
        FirstIndex = Append(Enumerable.Range(0, length).Select(index => $"indices:{ProgramFunctions.Text(index)}"));
        One = Append(["one"]);
        foreach (var node in nodes)
        {
            switch (node)
            {
                case TokensNode:
                    Register(node, domains, FirstToken);
                    break;
                case IndicesNode:
                    Register(node, domains, FirstIndex);
                    break;
                case { Numerical: true }:
                    numbers[node] = Append([Unique(node.Name)]);
                    break;
                default:
                    AppendCategories(node, domains);
                    break;
            }
        }
    }

    /// <summary>The directions' names, in order.</summary>
    public IReadOnlyList<string> Names => names;

    public int FirstToken { get; }

    public int FirstIndex { get; }

    public int Bos { get; }

    public int One { get; }

    /// <summary>The direction of a category's value.</summary>
    public int this[RaspNode node, object value] => categories[(node, value)];

    /// <summary>The direction of a number, or of BOS's share in a selector width.</summary>
    public int Number(RaspNode node) => numbers[node];

    private void AppendCategories(RaspNode node, ValueDomains domains)
    {
        var name = Unique(node.Name);
        if (node is SelectorWidthNode)
        {
            numbers[node] = Append([$"{name}:bos_share"]);
        }

        Register(node, domains, Append(domains.Of(node).Select(value => $"{name}:{ProgramFunctions.Text(value)}")));
    }

    private void Register(RaspNode node, ValueDomains domains, int first)
    {
        foreach (var value in domains.Of(node))
        {
            categories[(node, value)] = first++;
        }
    }

    private int Append(IEnumerable<string> more)
    {
        var first = names.Count;
        names.AddRange(more);
        return first;
    }

    private string Unique(string name)
    {
        var candidate = name;
        for (var i = 2; !taken.Add(candidate); i++)
        {
            candidate = $"{name}_{ProgramFunctions.Text(i)}";
        }

        return candidate;
    }
}

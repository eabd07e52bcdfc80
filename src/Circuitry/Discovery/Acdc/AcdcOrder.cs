using System.Globalization;

namespace Circuitry.Discovery;

/// <summary>
/// The order in which ACDC tries units that it may try in any order. The circuit depends on it ("Towards Automated
/// Circuit Discovery", appendix J).
/// </summary>
/// <remarks>
/// Later readers always come before earlier ones: a node's inputs are tried when every edge behind the node is decided, and
/// on that the exactness of the search's shortcuts rests.
/// </remarks>
public sealed record AcdcOrder
{
    private AcdcOrder(string name, int? seed)
    {
        Name = name;
        Seed = seed;
    }

    /// <summary>
    /// The paper's order: a reader's parents from the last layer to the first, in a layer the MLP first, then heads from the last to
    /// the first; where positions are split, the groups of one node in the order of the graph.
    /// </summary>
    public static AcdcOrder HeadsDescending { get; } = new("heads descending", null);

    /// <summary>The paper's order but with the heads of a layer from the first to the last, as its program does for induction.</summary>
    public static AcdcOrder HeadsAscending { get; } = new("heads ascending", null);

    /// <summary>The name; together with the seed it identifies the order.</summary>
    public string Name { get; }

    /// <summary>The seed of a shuffled order; null for the others.</summary>
    public int? Seed { get; }

    /// <summary>
    /// A reader's parents, the readers that lie side by side in one block, and at node granularity the nodes of one stage, each
    /// in an order drawn from a seed.
    /// </summary>
    public static AcdcOrder Shuffled(int seed) => new("shuffled", seed);

    /// <inheritdoc/>
    public override string ToString() =>
        Seed is { } seed ? string.Create(CultureInfo.InvariantCulture, $"{Name} {seed}") : Name;
}

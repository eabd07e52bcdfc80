namespace Circuitry;

/// <summary>The units of a graph, each of which stands for edges that go when it is removed.</summary>
public abstract class GraphUnits : Units
{
    private protected GraphUnits(Graph graph) => Graph = graph;

    /// <summary>The whole graph.</summary>
    public Graph Graph { get; }

    /// <inheritdoc/>
    public sealed override bool SplitsPositions => Graph.PositionGroups.Count > 0;

    /// <summary>The edges, by index, that go with a unit.</summary>
    /// <exception cref="UnitsException">There is no such unit.</exception>
    public abstract IEnumerable<int> EdgesOf(int unit);

    /// <summary>The edges of all units of a set.</summary>
    /// <exception cref="UnitsException">The set is of other units.</exception>
    public EdgeSet EdgesOf(UnitSet units)
    {
        Require(units.Units, "the units");
        return EdgeSet.OfIndices(Graph, units.Indices.SelectMany(EdgesOf));
    }

    /// <summary>The unit, by index, with which the edge between a writer and a reader, by index, goes.</summary>
    /// <exception cref="GraphException">The graph has no such reader, or the writer is not upstream of it.</exception>
    public abstract int UnitOf(int writer, int reader);

    /// <summary>The units of which some edge is in a set.</summary>
    /// <exception cref="GraphException">The edges are of another graph.</exception>
    public UnitSet UnitsOf(EdgeSet edges)
    {
        SameGraph.Check(Graph, edges.Graph, "the edges");
        return UnitSet.Of(this, edges.Indices.Select(edge => UnitOf(Graph.WriterOf(edge), Graph.ReaderOf(edge))));
    }

    /// <summary>Which writers a set of units touches, by index: kept themselves, or an end of a kept edge.</summary>
    /// <exception cref="UnitsException">The set is of other units.</exception>
    public abstract bool[] WritersOf(UnitSet units);

    /// <summary>
    /// The units that lie on a path from an embedding to the logits: the fixed point of dropping nodes that nothing kept enters or
    /// leaves, and their edges.
    /// </summary>
    /// <remarks>
    /// Under interchange this leaves every measure alone, since a node that reads nothing clean writes what stands in for it.
    /// Under zero and mean ablation such a node writes something of its own, and pruning takes that away too.
    /// </remarks>
    /// <exception cref="UnitsException">The set is of other units.</exception>
    public abstract UnitSet WithoutDangling(UnitSet units);

    /// <summary>The same kind of units on the graph whose writers are split by other groups of positions.</summary>
    /// <param name="groups">The groups' labels; null for none.</param>
    /// <exception cref="GraphException">A label comes twice, or cannot stand in a name; or there would be more edges than are numbered.</exception>
    public abstract GraphUnits ByPosition(IReadOnlyList<string>? groups);

    /// <summary>The units of a kind on a graph of an architecture, as files say it.</summary>
    /// <exception cref="GraphException">The kind is none of a graph's; or the graph cannot be built.</exception>
    internal static GraphUnits Of(
        Granularity kind,
        Architecture architecture,
        bool splitQueryKeyValue,
        bool splitEmbedding,
        IReadOnlyList<string>? positionGroups
    ) =>
        kind switch
        {
            Granularity.Node => new NodeUnits(architecture, splitEmbedding, positionGroups),
            Granularity.Edge => new EdgeUnits(
                new Graph(architecture, splitQueryKeyValue, splitEmbedding, positionGroups)
            ),
            _ => throw new GraphException($"the units of a graph are nodes or edges, not of kind {kind}"),
        };

    /// <summary>What can be removed of a stage, in the graph's order.</summary>
    internal abstract IEnumerable<Removable> RemovableAt(Stage stage);

    private protected sealed override string Identity =>
        Circuitry.Files.Identity.Of(
            (Graph.Architecture, Kind, Graph.SplitQueryKeyValue, Graph.SplitEmbedding, Graph.PositionGroups)
        );

    private protected sealed override string Description =>
        FormattableString.Invariant(
            $"{Count} {Noun} between {Graph.Writers.Count} writers and {Graph.Readers.Count} readers"
        );

    private protected sealed override bool IsEqual(Units others) =>
        others is GraphUnits units && units.Kind == Kind && SameGraph.AreSame(Graph, units.Graph);
}

/// <summary>Writers of which each is a unit where some readers read it.</summary>
/// <param name="Readers">The readers, by index, that lose the same writers.</param>
/// <param name="FirstWriter">The first writer.</param>
/// <param name="WriterCount">Number of writers.</param>
/// <param name="Whole">Whether these are all readers, so that a writer goes altogether.</param>
internal readonly record struct Removable(IReadOnlyList<int> Readers, int FirstWriter, int WriterCount, bool Whole)
{
    public IEnumerable<int> Writers => Enumerable.Range(FirstWriter, WriterCount);
}

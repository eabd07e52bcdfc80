namespace Circuitry;

/// <summary>Units each of which is a group of a graph's edges, which go when it is removed: single edges, or all edges of a node.</summary>
public abstract class EdgeGroupUnits : GraphUnits
{
    private protected EdgeGroupUnits(Graph graph)
        : base(graph) { }

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

    /// <inheritdoc/>
    internal sealed override bool[] LiveWritersOf(UnitSet units)
    {
        var live = EdgesOf(units).WritersThatReachLogits();
        return [.. WritersOf(units).Zip(live, (touched, reaches) => touched && reaches)];
    }

    /// <summary>Units of a graph as groups of its edges.</summary>
    /// <param name="units">The units.</param>
    /// <param name="what">What came with them, such as "the circuit".</param>
    /// <exception cref="UnitsException">They are parts of writers, which no edge tells apart, or not of a graph.</exception>
    public static EdgeGroupUnits Of(Units units, string what = "the units") =>
        units as EdgeGroupUnits
        ?? throw new UnitsException(
            $"{what} belong to {units}, which are no groups of a graph's edges; give some of edges or nodes"
        );

    /// <summary>What can be removed of a stage, in the graph's order.</summary>
    internal abstract IEnumerable<Removable> RemovableAt(Stage stage);

    internal sealed override long[] ScoreShape => [Graph.Writers.Count, Graph.Readers.Count];

    /// <inheritdoc/>
    /// <remarks>A node's is the sum over its edges.</remarks>
    internal sealed override double[] UnitSums(IReadOnlyList<double> scores)
    {
        var units = new double[Count];
        for (var reader = 0; reader < Graph.Readers.Count; reader++)
        {
            for (var writer = 0; writer < Graph.WritersBefore(reader); writer++)
            {
                units[UnitOf(writer, reader)] += scores[writer * Graph.Readers.Count + reader];
            }
        }

        return units;
    }

    internal sealed override IEnumerable<SingleRemoval> SinglesAt(Stage stage) =>
        from removable in RemovableAt(stage)
        let reader = removable.Readers[0]
        from writer in removable.Writers
        select new SingleRemoval(UnitOf(writer, reader), writer, removable.Whole ? null : reader, Part: null);
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

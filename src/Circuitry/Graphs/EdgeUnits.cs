namespace Circuitry;

/// <summary>The edges of a graph as units, numbered as the graph numbers them.</summary>
/// <param name="graph">The graph.</param>
public sealed partial class EdgeUnits(Graph graph) : EdgeGroupUnits(graph)
{
    private readonly Lazy<EdgeNames> _names = new(() => new EdgeNames(graph));

    /// <inheritdoc/>
    public override Granularity Kind => Granularity.Edge;

    /// <inheritdoc/>
    public override int Count => Graph.EdgeCount;

    /// <inheritdoc/>
    public override string Noun => "edges";

    /// <inheritdoc/>
    public override string NameOf(int unit) => Graph.EdgeAt(InRange(unit)).Name;

    /// <inheritdoc/>
    public override int? Find(string name) => _names.Value.Find(name);

    /// <inheritdoc/>
    public override IEnumerable<int> EdgesOf(int unit) => [InRange(unit)];

    /// <inheritdoc/>
    public override int UnitOf(int writer, int reader) => Graph.EdgeIndex(writer, reader);

    private protected override int WriterOfUnit(int unit) => Graph.WriterOf(unit);

    /// <inheritdoc/>
    internal override bool[] WritersOf(UnitSet units)
    {
        Require(units.Units, "the units");
        var touched = new bool[Graph.Writers.Count];
        foreach (var edge in units.Indices)
        {
            touched[Graph.WriterOf(edge)] = true;
            foreach (var writer in Graph.WritersOfReader(Graph.ReaderOf(edge)))
            {
                touched[writer] = true;
            }
        }

        return touched;
    }

    /// <inheritdoc/>
    public override UnitSet WithoutDangling(UnitSet units)
    {
        var kept = EdgesOf(units);
        var live = kept.WritersThatReachLogits();
        var fed = kept.WritersFed(_ => true);
        return UnitSet.Of(
            this,
            kept.Indices.Where(edge => fed[Graph.WriterOf(edge)] && kept.Feeds(Graph.ReaderOf(edge), live))
        );
    }

    /// <inheritdoc/>
    public override EdgeUnits ByPosition(IReadOnlyList<string>? groups) =>
        new(new Graph(Graph.Architecture, Graph.SplitQueryKeyValue, Graph.SplitEmbedding, groups));

    internal override IEnumerable<Removable> RemovableAt(Stage stage) =>
        Enumerable
            .Range(stage.FirstReader, stage.ReaderCount)
            .Select(reader => new Removable([reader], 0, stage.WritersBefore, Whole: false));
}

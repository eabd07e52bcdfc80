namespace Circuitry;

/// <summary>The writers of a graph as units: a removed one is ablated for every reader.</summary>
/// <remarks>Along a removed node every reader sees the same, so that the graph's query, key and value inputs are merged.</remarks>
public sealed class NodeUnits : EdgeGroupUnits
{
    /// <summary>Builds the graph of an architecture.</summary>
    /// <param name="architecture">The architecture.</param>
    /// <param name="splitEmbedding">Whether token and position embeddings are writers of their own.</param>
    /// <param name="positionGroups">The labels of the groups by which positions are split; null or none for all together.</param>
    /// <inheritdoc cref="Circuitry.Graph(Circuitry.Models.Architecture, bool, bool, IReadOnlyList{string})" path="/exception"/>
    public NodeUnits(
        Architecture architecture,
        bool splitEmbedding = false,
        IReadOnlyList<string>? positionGroups = null
    )
        : base(new Graph(architecture, splitQueryKeyValue: false, splitEmbedding, positionGroups)) { }

    /// <inheritdoc/>
    public override Granularity Kind => Granularity.Node;

    /// <inheritdoc/>
    public override int Count => Graph.Writers.Count;

    /// <inheritdoc/>
    public override string Noun => "nodes";

    /// <inheritdoc/>
    public override string NameOf(int unit) => Graph.Writers[InRange(unit)].Name;

    /// <inheritdoc/>
    public override int? Find(string name) => Graph.FindWriter(name);

    /// <inheritdoc/>
    public override IEnumerable<int> EdgesOf(int unit)
    {
        InRange(unit);
        return Graph.EdgesOfWriter(unit);
    }

    /// <inheritdoc/>
    public override int UnitOf(int writer, int reader) => writer;

    /// <inheritdoc/>
    internal override bool[] WritersOf(UnitSet units)
    {
        Require(units.Units, "the units");
        return [.. Enumerable.Range(0, Count).Select(units.Contains)];
    }

    /// <inheritdoc/>
    public override UnitSet WithoutDangling(UnitSet units)
    {
        var fed = FedWriters(WritersOf(units));
        return UnitSet.Of(this, units.Indices.Where(writer => fed[writer]));
    }

    /// <inheritdoc/>
    public override NodeUnits ByPosition(IReadOnlyList<string>? groups) =>
        new(Graph.Architecture, Graph.SplitEmbedding, groups);

    private protected override int WriterOfUnit(int unit) => unit;

    internal override IEnumerable<Removable> RemovableAt(Stage stage) =>
        stage.WriterCount == 0
            ? []
            :
            [
                new Removable(
                    [
                        .. Enumerable
                            .Range(0, Graph.Readers.Count)
                            .Where(reader => Graph.WritersBefore(reader) >= stage.FirstWriter + stage.WriterCount),
                    ],
                    stage.FirstWriter,
                    stage.WriterCount,
                    Whole: true
                ),
            ];
}

namespace Circuitry;

/// <summary>The units of a graph: its edges, its nodes, or parts of its nodes.</summary>
public abstract partial class GraphUnits : Units
{
    private protected GraphUnits(Graph graph) => Graph = graph;

    /// <summary>The whole graph.</summary>
    public Graph Graph { get; }

    /// <inheritdoc/>
    public sealed override bool SplitsPositions => Graph.PositionGroups.Count > 0;

    /// <summary>Which writers a set of units touches, by index: kept themselves, or an end of a kept edge.</summary>
    /// <exception cref="UnitsException">The set is of other units.</exception>
    internal abstract bool[] WritersOf(UnitSet units);

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

    /// <summary>Which writers, by index, lie on a path from an embedding to the logits when these alone are kept, for every reader.</summary>
    private protected bool[] FedWriters(bool[] kept)
    {
        // A kept writer feeds the logits directly, so that only what feeds it is in question.
        var edges = Enumerable.Range(0, kept.Length).Where(writer => kept[writer]).SelectMany(Graph.EdgesOfWriter);
        return EdgeSet.OfIndices(Graph, edges).WritersFed(writer => kept[writer]);
    }

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
            Granularity.Neuron => new NeuronUnits(architecture, splitEmbedding, positionGroups),
            Granularity.Edge => new EdgeUnits(
                new Graph(architecture, splitQueryKeyValue, splitEmbedding, positionGroups)
            ),
            _ => throw new GraphException($"the units of a graph are nodes, neurons or edges, not of kind {kind}"),
        };

    /// <summary>Which writers, by index, a set of units touches and the logits depend on along it.</summary>
    /// <exception cref="UnitsException">The set is of other units.</exception>
    internal abstract bool[] LiveWritersOf(UnitSet units);

    /// <summary>The axes of what attributions score and sum: [writer, reader], or [neuron].</summary>
    internal abstract long[] ScoreShape { get; }

    /// <summary>The units' scores, from scores of <see cref="ScoreShape"/>, row by row.</summary>
    internal abstract double[] UnitSums(IReadOnlyList<double> scores);

    /// <summary>Every unit of a stage, of an edge the reader's and of others the writer's, as it is removed alone.</summary>
    internal abstract IEnumerable<SingleRemoval> SinglesAt(Stage stage);

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

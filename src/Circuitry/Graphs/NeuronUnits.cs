using static System.FormattableString;

namespace Circuitry;

/// <summary>
/// The parts of a graph's writers as units: neurons of MLPs, value channels of heads, and embeddings whole. A removed one is ablated
/// for every reader, before the output matrix, so that a writer whose parts are all removed is a removed node.
/// </summary>
/// <remarks>Biases belong to no neuron, and stay in the stream.</remarks>
public sealed class NeuronUnits : GraphUnits
{
    /// <summary>The most neurons, about a hundred times those of the largest published models.</summary>
    private const long Most = 1L << 28;

    private readonly int[] _offsets;

    /// <summary>Builds the graph of an architecture.</summary>
    /// <param name="architecture">The architecture.</param>
    /// <param name="splitEmbedding">Whether token and position embeddings are writers of their own.</param>
    /// <param name="positionGroups">The labels of the groups by which positions are split; null or none for all together.</param>
    /// <exception cref="GraphException">There would be more neurons than are numbered, or as for <see cref="Graph"/>.</exception>
    /// <inheritdoc cref="Circuitry.Graph(Circuitry.Models.Architecture, bool, bool, IReadOnlyList{string})" path="/exception"/>
    public NeuronUnits(
        Architecture architecture,
        bool splitEmbedding = false,
        IReadOnlyList<string>? positionGroups = null
    )
        : base(new Graph(architecture, splitQueryKeyValue: false, splitEmbedding, positionGroups))
    {
        var count = Graph.Writers.Sum(writer => (long)WidthOf(writer));
        if (count > Most)
        {
            throw new GraphException(
                Invariant(
                    $"the graph has {count} neurons, and at most {Most} are numbered; put positions into fewer groups, or choose nodes as units (Granularity.Node)"
                )
            );
        }

        _offsets = new int[Graph.Writers.Count + 1];
        for (var writer = 0; writer < Graph.Writers.Count; writer++)
        {
            _offsets[writer + 1] = _offsets[writer] + WidthOf(Graph.Writers[writer]);
        }
    }

    /// <inheritdoc/>
    public override Granularity Kind => Granularity.Neuron;

    /// <inheritdoc/>
    public override int Count => _offsets[^1];

    /// <inheritdoc/>
    public override string Noun => "neurons";

    /// <summary>The neuron of an index.</summary>
    /// <exception cref="UnitsException">There is no such unit.</exception>
    public Neuron this[int unit]
    {
        get
        {
            var writer = WriterOf(unit);
            return new Neuron(Graph.Writers[writer], unit - _offsets[writer]);
        }
    }

    /// <inheritdoc/>
    public override string NameOf(int unit) => this[unit].Name;

    /// <inheritdoc/>
    public override int? Find(string name)
    {
        // A neuron's name is its writer's with a letter and a number in front of the group of positions.
        var group = name.IndexOf('[', StringComparison.Ordinal) is >= 0 and var start ? start : name.Length;
        var dot = name.LastIndexOf('.', Math.Max(0, group - 1));
        var writer = Graph.FindWriter(name) ?? (dot > 0 ? Graph.FindWriter(name[..dot] + name[group..]) : null);
        if (writer is not { } found)
        {
            return null;
        }

        var digits = dot > 0 && group > dot + 2 ? name[(dot + 2)..group] : "0";
        var isNumber = int.TryParse(
            digits,
            System.Globalization.NumberStyles.None,
            System.Globalization.CultureInfo.InvariantCulture,
            out var index
        );
        return isNumber && index < WidthOf(Graph.Writers[found]) && NameOf(_offsets[found] + index) == name
            ? _offsets[found] + index
            : null;
    }

    /// <summary>The writer, by index, that a neuron is a part of.</summary>
    /// <exception cref="UnitsException">There is no such unit.</exception>
    public int WriterOf(int unit)
    {
        var found = Array.BinarySearch(_offsets, InRange(unit));
        return found >= 0 ? found : ~found - 1;
    }

    /// <summary>The neurons of a writer, by index: the units that go with it.</summary>
    /// <exception cref="GraphException">The graph has no such writer.</exception>
    public IEnumerable<int> OfWriter(int writer)
    {
        Graph.InRange(writer, Graph.Writers.Count, "writer");
        return Enumerable.Range(_offsets[writer], _offsets[writer + 1] - _offsets[writer]);
    }

    /// <inheritdoc/>
    internal override bool[] WritersOf(UnitSet units)
    {
        Require(units.Units, "the units");
        return
        [
            .. Enumerable
                .Range(0, Graph.Writers.Count)
                .Select(writer =>
                    units.Membership(_offsets[writer], _offsets[writer + 1] - _offsets[writer]).Contains(true)
                ),
        ];
    }

    /// <inheritdoc/>
    internal override bool[] LiveWritersOf(UnitSet units) => WritersOf(units);

    /// <inheritdoc/>
    public override UnitSet WithoutDangling(UnitSet units)
    {
        var fed = FedWriters(WritersOf(units));
        return UnitSet.Of(this, units.Indices.Where(unit => fed[WriterOf(unit)]));
    }

    /// <inheritdoc/>
    public override NeuronUnits ByPosition(IReadOnlyList<string>? groups) =>
        new(Graph.Architecture, Graph.SplitEmbedding, groups);

    private protected override int WriterOfUnit(int unit) => WriterOf(unit);

    internal override long[] ScoreShape => [Count];

    internal override double[] UnitSums(IReadOnlyList<double> scores) => [.. scores];

    internal override IEnumerable<SingleRemoval> SinglesAt(Stage stage) =>
        from writer in Enumerable.Range(stage.FirstWriter, stage.WriterCount)
        from unit in OfWriter(writer)
        select new SingleRemoval(
            unit,
            writer,
            Reader: null,
            Graph.Writers[writer].Layer < 0 ? null : unit - _offsets[writer]
        );

    private int WidthOf(Writer writer) =>
        writer.Kind switch
        {
            WriterKind.Head => Graph.Architecture.HeadWidth,
            WriterKind.Mlp => Graph.Architecture.MlpWidth,
            _ => 1,
        };
}

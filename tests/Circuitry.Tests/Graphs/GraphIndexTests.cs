namespace Circuitry.Tests;

/// <summary>Indices that a graph does not have, which are another graph's as a rule.</summary>
public sealed class GraphIndexTests
{
    private static readonly Graph Edges = SerialEdges.AllUnits.Graph;

    public static TheoryData<int> Beyond => [-1, int.MinValue, int.MaxValue, Edges.EdgeCount];

    [Theory]
    [MemberData(nameof(Beyond))]
    public void An_edge_or_a_unit_that_is_not_there_is_refused(int index)
    {
        Refused(index, () => Edges.EdgeAt(index));
        Refused(index, () => Edges.ReaderOf(index));
        Refused(index, () => Edges.WriterOf(index));
        Refused(index, () => EdgeSet.OfIndices(Edges, [0, index]));
        Refused(index, () => EdgeSet.None(Edges)[index]);
        Refused(index, () => EdgeSet.None(Edges)[index] = true);
        Refused(index, () => Edges.WritersBefore(index));
        Refused(index, () => Edges.StageOfReader(index));
        Refused(index, () => Edges.WritersOfReader(index));
        Refused(index, () => Edges.EdgeIndex(0, index));
        Refused(index, () => Edges.EdgeIndex(index, 0));
    }

    [Theory]
    [MemberData(nameof(Beyond))]
    public void A_unit_that_is_not_there_is_refused(int index)
    {
        foreach (var units in new[] { SerialEdges.AllUnits, ParallelNodes.AllUnits, GroupedNeurons.AllUnits })
        {
            Func<object?>[] uses =
            [
                () => units.NameOf(index),
                () => units is EdgeGroupUnits groups ? groups.EdgesOf(index) : ((NeuronUnits)units)[index],
                () => UnitSet.Of(units, [0, index]),
                () => UnitSet.None(units).Contains(index),
            ];
            Assert.All(
                uses,
                use =>
                    Assert.StartsWith(
                        FormattableString.Invariant($"there is no unit {index}: there are {units.Count} {units.Noun} "),
                        Assert.Throws<UnitsException>(use).Message
                    )
            );
        }
    }

    [Fact]
    public void A_writer_that_is_not_upstream_of_a_reader_has_no_edge_to_it_by_index()
    {
        var first = Enumerable.Range(0, Edges.Readers.Count).First(reader => Edges.WritersBefore(reader) == 1);

        Assert.Equal(0, Edges.EdgeIndex(0, first));
        Refused(1, () => Edges.EdgeIndex(1, first));
    }

    private static void Refused(int index, Func<object?> use) =>
        Assert.Matches(
            FormattableString.Invariant(
                $"(there is no (edge|writer|reader) {index}:)|(writer {index} is not upstream)"
            ),
            Assert.Throws<GraphException>(use).Message
        );
}

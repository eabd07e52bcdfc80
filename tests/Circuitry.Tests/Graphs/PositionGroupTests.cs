namespace Circuitry.Tests;

public sealed class PositionGroupTests
{
    private static readonly Graph Whole = new(SmallArchitectures.Gpt2());
    private static readonly Graph Split = new(SmallArchitectures.Gpt2(), positionGroups: ["name", "'t", "rest"]);

    [Fact]
    public void A_node_is_a_writer_for_each_group_and_an_edge_as_many_edges()
    {
        Assert.Equal(3 * Whole.EdgeCount, Split.EdgeCount);
        Assert.Equal(Whole.Readers, Split.Readers);
        Assert.Equal(
            Whole.Writers.SelectMany(writer => new[] { $"{writer}[name]", $"{writer}['t]", $"{writer}[rest]" }),
            Split.Writers.Select(writer => writer.Name)
        );
        Assert.Equal(
            ["name", "'t", "rest"],
            Split
                .WritersOfReader(Split.ReaderIndex(new Reader(ReaderKind.Mlp, 1, 0)))
                .Select(w => Split.Writers[w].Positions)
        );
        Assert.Equal(
            3 * Whole.Writers.Count,
            new NodeUnits(Whole.Architecture, positionGroups: Split.PositionGroups).Count
        );
    }

    [Fact]
    public void An_edge_is_found_at_a_group_and_one_without_is_told_the_groups()
    {
        var edge = Serial.Hooks.Logits.From(Serial.Hooks.Layer0.Mlp.Output);
        var graph = SerialEdgesByGroup.AllUnits.Graph;

        Assert.Equal("m0[answers]->logits", graph.EdgeAt(graph.EdgeIndex(edge.At("answers"))).Name);
        Refused("no writer m0; its positions are split: say which with At, one of even, answers, rest", edge);
        Refused("no writer m0[middle]", edge.At("middle"));
        var refusal = Assert.Throws<GraphException>(() => SerialEdges.AllUnits.Graph.EdgeIndex(edge.At("even")));
        Assert.Contains("no writer m0[even]; its positions are not split", refusal.Message, StringComparison.Ordinal);

        void Refused(string culprit, Edge wrong) =>
            Assert.Contains(
                culprit,
                Assert.Throws<GraphException>(() => graph.EdgeIndex(wrong)).Message,
                StringComparison.Ordinal
            );
    }

    [Theory]
    [InlineData("", "the label ''")]
    [InlineData("a b", "the label 'a b'")]
    [InlineData("a]", "the label 'a]'")]
    [InlineData("a->b", "the label 'a->b'")]
    [InlineData("a\"", "the label 'a\"'")]
    [InlineData("rest", "two groups of positions are labelled 'rest'")]
    public void A_label_that_cannot_stand_in_a_name_or_comes_twice_is_refused(string label, string culprit)
    {
        var refusal = Assert.Throws<GraphException>(() =>
            new Graph(Whole.Architecture, positionGroups: ["rest", label])
        );
        Assert.Contains(culprit, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Circuits_of_the_whole_and_of_groups_do_not_compare()
    {
        var split = SmallCircuits.Of(Split, ("m0['t]->logits", 1));

        Assert.Throws<UnitsException>(() => CircuitComparison.Of(SmallCircuits.Chain(), split));
        Assert.Equal(["m0['t]->logits"], CircuitComparison.Of(split, split).Shared);
    }

    [Fact]
    public void The_exchange_format_refuses_groups_and_says_why()
    {
        Assert.False(MibCircuit.CanHold(new EdgeUnits(Split), out var reason));
        Assert.Contains("the circuit has positions split", reason, StringComparison.Ordinal);
        Assert.Throws<GraphException>(() => MibCircuit.Of(SmallCircuits.Of(Split, ("m0['t]->logits", 1))));
    }

    [Fact]
    public void Components_have_no_groups_and_are_refused()
    {
        var refusal = Assert.Throws<ArgumentException>(() => MaskLayout.Of(new EdgeUnits(Split), MaskUnits.Components));
        Assert.Contains("use MaskUnits.Writers", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_split_circuit_is_drawn_with_its_readers_as_nodes_joined_to_what_they_write()
    {
        var text = CircuitDot.ToText(
            SmallCircuits.Of(Split, ("m0['t]->logits", 1), ("input[name]->m0", 2), ("input[name]->a1.h1<v>", 1))
        );

        Assert.Contains("{ rank=same; \"m0\" [shape=ellipse]; \"m0['t]\"; }", text, StringComparison.Ordinal);
        Assert.Contains("\"input[name]\" -> \"m0\" [color", text, StringComparison.Ordinal);
        Assert.Contains("\"input[name]\" -> \"a1.h1\" [label=\"v\"", text, StringComparison.Ordinal);
        Assert.Contains("\"m0\" -> \"m0['t]\" [style=dotted", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_split_circuit_is_a_tree_in_which_a_node_is_read_once_for_all_of_its_groups() =>
        Assert.Equal(
            """
            logits
              m0['t]  3
                m0
                  input[name]  1
              m0[rest]  2
                m0  (above)

            """,
            CircuitText.Tree(
                SmallCircuits.Of(Split, ("m0['t]->logits", 3), ("m0[rest]->logits", 2), ("input[name]->m0", 1))
            )
        );

    [Fact]
    public void A_data_set_without_a_label_is_refused() =>
        Assert.Contains(
            "WithoutLabels.PositionGroups is empty",
            Assert.Throws<PromptException>(IPositionGrouped.Of<WithoutLabels>).Message,
            StringComparison.Ordinal
        );
}

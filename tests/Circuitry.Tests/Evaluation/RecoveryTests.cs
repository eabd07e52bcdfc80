namespace Circuitry.Tests;

public sealed class RecoveryTests
{
    [Fact]
    public void Edges_and_nodes_are_counted_against_the_ground_truth()
    {
        var truth = Gate.Edges("input->a0.h0<v>", "a0.h0->m0", "m0->logits");
        var found = Gate.Edges("input->a0.h0<q>", "a0.h0->m0", "m0->logits", "a1.h1->logits");

        var recovery = Recovery.Of(truth, found);

        // 46 edges: 3 there, 4 found, 2 of them right.
        Assert.Equal(new Confusion(2, 2, 1, 41), recovery.Edges);
        Assert.Equal(0.5, recovery.Edges!.Precision);
        Assert.Equal(2.0 / 3, recovery.Edges.Recall);
        Assert.Equal(2.0 / 43, recovery.Edges.FalsePositiveRate);
        Assert.Equal(4.0 / 7, recovery.Edges.F1);
        // 7 writers: input, a0.h0 and m0 are touched by both, a1.h1 by one.
        Assert.Equal(new Confusion(3, 1, 0, 3), recovery.Nodes);
    }

    [Fact]
    public void An_edge_into_a_shared_key_touches_every_head_that_shares_it()
    {
        var units = new EdgeUnits(new Graph(SmallArchitectures.Llama()));
        var truth = UnitSet.Of(units, [new Edge(Writer.Input, new Reader(ReaderKind.Key, 1, 0, true))]);

        var recovery = Recovery.Of(truth, UnitSet.None(units));

        Assert.Equal(new Confusion(0, 0, 3, 4), recovery.Nodes);
    }

    [Fact]
    public void Circuits_of_nodes_are_compared_node_by_node()
    {
        var nodes = new NodeUnits(SmallArchitectures.Gpt2());

        var recovery = Recovery.Of(UnitSet.Of(nodes, [0, 1, 3]), UnitSet.Of(nodes, [0, 3, 5]));

        Assert.Null(recovery.Edges);
        Assert.Equal(new Confusion(2, 1, 1, 3), recovery.Nodes);
    }

    [Fact]
    public void Rates_of_nothing_are_undefined_and_say_so()
    {
        var nothing = new Confusion(0, 0, 0, 5);

        Assert.True(double.IsNaN(nothing.Precision) && double.IsNaN(nothing.Recall) && double.IsNaN(nothing.F1));
        Assert.Equal(0, nothing.FalsePositiveRate);
        Assert.Equal(
            "0 right, 0 too many, 0 missed, 5 left out; precision undefined, recall undefined, false positive rate 0",
            nothing.ToString()
        );
    }

    [Fact]
    public void Circuits_of_different_graphs_are_refused()
    {
        var nodes = UnitSet.None(new NodeUnits(SmallArchitectures.Gpt2()));

        var thrown = Assert.Throws<UnitsException>(() => Recovery.Of(Gate.Edges(), nodes));

        Assert.Equal(
            "the units found belong to 7 nodes between 7 writers and 7 readers; expected 46 edges between 7 writers and 15 readers: use the same model, granularity and dictionaries for both",
            thrown.Message
        );
    }
}

namespace Circuitry.Tests;

public sealed class SelectionTests
{
    private static readonly UnitScores Scores = Gate.Scores(
        ("a1.h1->logits", -4),
        ("m0->logits", 3),
        ("input->m0", 2),
        ("m0->m1", 2.5),
        ("input->a0.h0<v>", 3.5),
        ("a0.h0->m0", 1)
    );

    private static string[] Names(ScoreSelection rule, UnitScores? scores = null) =>
        [.. rule.Choose(scores ?? Scores).Indices.Select(Gate.SmallUnits.NameOf)];

    [Fact]
    public void The_strongest_of_either_sign_come_first_and_the_graph_breaks_ties()
    {
        Assert.Equal(["input->a0.h0<v>", "m0->logits", "a1.h1->logits"], Names(new TopUnits(3) { Prune = false }));
        Assert.Equal(
            ["input->a0.h0<v>", "m0->logits"],
            Names(new TopUnits(2) { Prune = false, Order = ScoreOrder.Signed })
        );
        // All but six score 0: the first of them in the graph are taken.
        Assert.Equal(
            ["input->a0.h0<q>", "input->a0.h1<q>"],
            Names(new TopUnits(8) { Prune = false }).Where(name => name.EndsWith("<q>", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void Pruning_drops_what_no_embedding_feeds_and_what_feeds_no_logits()
    {
        // a1.h1 reads nothing, m1 feeds nothing, and m0 reads the input alone.
        Assert.Equal(["input->m0", "m0->logits"], Names(new TopUnits(5)));
        Assert.Equal(["input->a0.h0<v>", "input->m0", "a0.h0->m0", "m0->logits"], Names(new TopUnits(6)));
        Assert.Empty(Names(new TopUnits(4)));
    }

    [Fact]
    public void Pruning_goes_on_until_nothing_dangles()
    {
        // A chain from the input that ends before the logits, and one to the logits that begins nowhere.
        var units = Gate.Edges(
            "input->a0.h0<v>",
            "a0.h0->m0",
            "m0->a1.h0<q>",
            "a0.h1->a1.h1<k>",
            "a1.h1->m1",
            "m1->logits"
        );

        Assert.Equal(0, Gate.SmallUnits.WithoutDangling(units).Count);
    }

    [Fact]
    public void A_shared_key_stays_while_one_of_its_heads_feeds_the_logits()
    {
        var circuit = SmallCircuits.Of(
            new Graph(SmallArchitectures.Llama()),
            ("input->a1.kv0<k>", 1),
            ("input->a0.kv0<v>", 1),
            ("a1.h1->logits", 1)
        );

        Assert.Equal(
            ["input->a1.kv0<k>", "a1.h1->logits"],
            circuit.GraphUnits.WithoutDangling(circuit.ToUnitSet()).Names
        );
    }

    [Fact]
    public void A_node_stays_while_a_kept_node_feeds_it()
    {
        var units = new NodeUnits(SmallArchitectures.Gpt2());

        Assert.Equal([0, 3, 5], units.WithoutDangling(UnitSet.Of(units, [0, 3, 5])).Indices);
        Assert.Equal(0, units.WithoutDangling(UnitSet.Of(units, [1, 3, 5])).Count);
    }

    [Fact]
    public void A_threshold_takes_what_reaches_it()
    {
        Assert.Equal(
            ["input->a0.h0<v>", "m0->logits", "a1.h1->logits"],
            Names(new ScoreThreshold(3) { Prune = false })
        );
        Assert.Equal(
            ["input->a0.h0<v>", "m0->logits"],
            Names(new ScoreThreshold(3) { Prune = false, Order = ScoreOrder.Signed })
        );
    }

    [Fact]
    public void The_greedy_rule_takes_the_strongest_edge_into_what_is_already_in()
    {
        // The strongest edge of all ends in a head that no one reads yet, and m0->m1 is never reached.
        Assert.Equal(["input->m0", "m0->logits", "a1.h1->logits"], Names(new GreedyFromLogits(3) { Prune = false }));
        Assert.Equal(
            ["input->a0.h0<v>", "input->m0", "a0.h0->m0", "m0->logits", "a1.h1->logits"],
            Names(new GreedyFromLogits(5) { Prune = false })
        );
        Assert.Equal(46, new GreedyFromLogits(46).Choose(Scores).Count);
    }

    [Fact]
    public void A_target_size_is_that_of_the_pruned_circuit()
    {
        Assert.Equal(["input->m0", "m0->logits"], Names(new TargetSize(2)));
        Assert.Equal(["input->m0", "m0->logits"], Names(new TargetSize(3)));
        Assert.Equal(4, new TargetSize(4).Choose(Scores).Count);
        Assert.Equal(
            ["m0->logits", "a1.h1->logits"],
            Names(new TargetSize(2) { Rule = new GreedyFromLogits(0) { Prune = false } })
        );
    }

    [Fact]
    public void A_search_for_faithfulness_finds_the_smallest_size_and_says_what_it_measured()
    {
        var gate = Gate.Or(1, 3);
        var scores = Gate.Scores(
            ("m0->logits", 9),
            ("a1.h1->logits", 8),
            ("input->a0.h1<v>", 7),
            ("input->m1", 6),
            ("a0.h1->m0", 5)
        );

        var (measured, chosen) = new TargetFaithfulness(0.9).Search(gate, scores);

        Assert.Equal([1, 2, 4, 5, 6, 8], measured.Select(size => size.Asked));
        Assert.Equal(new MeasuredSize(5, 3, 2, 1), measured[chosen]);
        Assert.All(measured.Take(chosen), size => Assert.Equal(0, size.Faithfulness));
        Assert.Equal("5: 3 units, 1", measured[chosen].ToString());
    }

    [Fact]
    public void What_cannot_be_followed_is_refused()
    {
        var nodes = new NodeUnits(SmallArchitectures.Gpt2());
        var nodeScores = Gate.Scores(nodes, new double[7]);

        Assert.Equal(
            "TopUnits is to take 47 units and there are 46; ask for 0 to 46",
            Assert.Throws<SelectionException>(() => new TopUnits(47).Choose(Scores)).Message
        );
        Assert.Throws<SelectionException>(() => new GreedyFromLogits(2).Choose(nodeScores));
        Assert.Throws<SelectionException>(() => new TargetSize(-1).Choose(Scores));
        Assert.Throws<SelectionException>(() => new ScoreThreshold(double.NaN).Choose(Scores));
        Assert.Throws<SelectionException>(() => new TargetFaithfulness(1.5).Search(Gate.Or(1), Scores));
        Assert.Throws<SelectionException>(() => new TargetFaithfulness(0.5).Search(new Gate(_ => 1, 1), Scores));
        Assert.Throws<UnitsException>(() => new TargetFaithfulness(0.5).Search(Gate.Or(1), nodeScores));
    }
}

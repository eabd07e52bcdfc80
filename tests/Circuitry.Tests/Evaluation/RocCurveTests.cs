namespace Circuitry.Tests;

public sealed class RocCurveTests
{
    [Fact]
    public void The_two_ends_alone_have_no_pessimistic_area_and_half_the_ordinary_one()
    {
        var curve = RocCurve.Of([]);

        Assert.Equal(0, curve.PessimisticArea);
        Assert.Equal(0.5, curve.TrapezoidArea);
    }

    [Fact]
    public void Areas_are_those_worked_out_by_hand()
    {
        var curve = RocCurve.Of([new(0.5, 0.75), new(0.25, 0.5)]);

        // Steps: 0.75 * 0.5 + 0.5 * 0.25 + 0 * 0.25. Trapezoids: 0.25 * 0.25 + 0.25 * 0.625 + 0.5 * 0.875.
        Assert.Equal(0.5, curve.PessimisticArea);
        Assert.Equal(0.65625, curve.TrapezoidArea);
        Assert.Equal("4 points, area 0.65625, pessimistic 0.5", curve.ToString());
    }

    [Fact]
    public void A_point_with_a_higher_one_to_its_left_is_dropped_and_one_beside_or_below_stays()
    {
        var curve = RocCurve.Of([new(0.25, 0.5), new(0.5, 0.25), new(0.25, 0.25), new(0.75, 0.5)]);

        Assert.Equal([new(0, 0), new(0.25, 0.25), new(0.25, 0.5), new(0.75, 0.5), new(1, 1)], curve.Frontier);
        Assert.Equal(0.375, curve.PessimisticArea);
        Assert.Equal(0.03125 + 0.25 + 0.1875, curve.TrapezoidArea);
    }

    [Fact]
    public void A_ranking_that_puts_the_truth_first_has_all_of_both_areas()
    {
        var truth = Gate.Edges("input->m0", "m0->logits");

        var curve = RocCurve.OfRanking(truth, Gate.Scores(("input->m0", 2), ("m0->logits", -3), ("m0->m1", 1)));

        Assert.Equal(1, curve.PessimisticArea, 1e-12);
        Assert.Equal(1, curve.TrapezoidArea, 1e-12);
    }

    [Fact]
    public void Units_of_equal_score_enter_a_ranking_together()
    {
        var truth = Gate.Edges("input->m0", "m0->logits");

        var curve = RocCurve.OfRanking(truth, Gate.Scores(("input->m0", 2), ("m0->m1", -2)));

        // One of two positives comes with one of 44 negatives; the other is among the 44 units that score 0.
        Assert.Equal([new(0, 0), new(1.0 / 44, 0.5), new(1, 1)], curve.Points);
        // Pairs: 43 won and 1 even of 44 for the first, 1 lost and 43 even of 44 for the second.
        Assert.Equal((43 + 0.5 + 43 * 0.5) / 88, curve.TrapezoidArea, 1e-12);
        Assert.Equal(43.0 / 88, curve.PessimisticArea, 1e-12);
    }

    [Fact]
    public void Signed_order_puts_units_that_hinder_last()
    {
        var truth = Gate.Edges("input->m0");
        var scores = Gate.Scores(("input->m0", -2));

        Assert.Equal(1, RocCurve.OfRanking(truth, scores).TrapezoidArea, 1e-12);
        Assert.Equal(0, RocCurve.OfRanking(truth, scores, ScoreOrder.Signed).TrapezoidArea, 1e-12);
    }

    [Fact]
    public void A_ranking_of_nodes_is_judged_node_by_node()
    {
        var nodes = new NodeUnits(SmallArchitectures.Gpt2());

        var curve = RocCurve.OfRanking(UnitSet.Of(nodes, [0, 3]), Gate.Scores(nodes, [7, 6, 5, 4, 3, 2, 1]));

        // Two of five negatives stand before the second positive.
        Assert.Equal(0.8, curve.TrapezoidArea, 1e-12);
    }

    [Fact]
    public void A_ground_truth_of_nothing_and_rates_that_are_no_rates_are_refused()
    {
        Assert.Throws<EvaluationException>(() => RocCurve.OfRanking(Gate.Edges(), Gate.Scores()));
        Assert.Throws<EvaluationException>(() => RocCurve.Of([new(double.NaN, 0.5)]));
        Assert.Throws<EvaluationException>(() => RocCurve.Of([new(0, 1.5)]));
    }
}

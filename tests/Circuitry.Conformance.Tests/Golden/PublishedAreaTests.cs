using System.Text.Json;

namespace Circuitry.Conformance;

/// <summary>
/// The areas under the curves of the ACDC paper, tables 2 and 3, from the 75 published sweeps. Each of the 96 cells has one
/// sweep of the trained network; the other 27 sweeps have no cell: 9 on induction, which has no ground truth, 17 on reset
/// networks, and one of ACDC's absolute rule on indirect objects, whose table cell shows the signed rule.
/// </summary>
public sealed class PublishedAreaTests
{
    /// <summary>Half of the last printed digit, and the six digits of the published points.</summary>
    private const double Tolerance = 0.0005 + 2e-6;

    private const string SignedRule = "old_logit_diff.json";
    private const string AbsoluteRule = "acdc-ioi-logit_diff-False-0.json";

    [SkippableFact]
    public void Every_printed_area_follows_from_its_published_sweep()
    {
        var series = PublishedSeries.Read();
        var cells = Cells();
        Assert.Equal(96, cells.Count);
        foreach (var (ablation, metric, task, method, edges, printed) in cells)
        {
            var sweep = SweepOf(series, ablation, metric, task, method);
            var area = sweep.Curve(edges).PessimisticArea;
            Assert.True(
                Math.Abs(area - printed) <= Tolerance,
                FormattableString.Invariant($"{sweep.File}, {(edges ? "edges" : "nodes")}: {area} instead of {printed}")
            );
        }
    }

    [SkippableFact]
    public void Every_sweep_has_one_table_row_or_a_reason_to_have_none()
    {
        var series = PublishedSeries.Read();
        string[] printed =
        [
            .. Cells()
                .Where(cell => cell.Edges)
                .Select(cell => SweepOf(series, cell.Ablation, cell.Metric, cell.Task, cell.Method).File),
        ];

        Assert.Equal(75, series.Count);
        Assert.Equal(48, printed.Distinct().Count());
        Assert.Equal(9, series.Count(sweep => !sweep.HasRates));
        Assert.All(series.Where(sweep => !sweep.HasRates), sweep => Assert.Equal("induction", sweep.Task));
        Assert.Equal(17, series.Count(sweep => sweep.Reset));
        Assert.Equal(
            [AbsoluteRule],
            series
                .Where(sweep => sweep.HasRates && !sweep.Reset && !printed.Contains(sweep.File))
                .Select(sweep => sweep.File)
        );
    }

    [SkippableFact]
    public void The_absolute_rule_has_the_areas_that_no_table_prints()
    {
        var sweep = Assert.Single(PublishedSeries.Read(), sweep => sweep.File == AbsoluteRule);

        Assert.Equal(0.637, sweep.Curve(edges: true).PessimisticArea, 0.0005);
        Assert.Equal(0.848, sweep.Curve(edges: false).PessimisticArea, 0.0005);
    }

    [SkippableFact]
    public void Reset_networks_do_worse_but_for_one_sweep_that_is_a_copy_of_the_trained_networks()
    {
        var series = PublishedSeries.Read();
        var copies = new List<string>();
        foreach (var reset in series.Where(sweep => sweep.Reset))
        {
            var trained = series.Single(sweep => sweep.File == reset.File.Replace("-1.json", "-0.json"));
            if (reset.Points.SequenceEqual(trained.Points))
            {
                copies.Add(reset.File);
                continue;
            }

            Assert.True(reset.Curve(edges: true).PessimisticArea < trained.Curve(edges: true).PessimisticArea);
        }

        Assert.Equal(["acdc-docstring-kl_div-True-1.json"], copies);
    }

    private static PublishedSeries SweepOf(
        IReadOnlyList<PublishedSeries> series,
        string ablation,
        string metric,
        string task,
        string method
    ) =>
        (ablation, metric, task, method) == ("random_ablation", "Loss", "IOI", "ACDC")
            ? series.Single(sweep => sweep.File == SignedRule)
            : Assert.Single(
                series,
                sweep =>
                    !sweep.Reset
                    && sweep.Ablation == ablation
                    && (sweep.Metric == "kl_div") == (metric == "KL")
                    && sweep.Task == task.ToLowerInvariant()
                    && sweep.Method == (method == "HISP" ? "16H" : method)
            );

    private static List<(string Ablation, string Metric, string Task, string Method, bool Edges, double Area)> Cells()
    {
        using var json = JsonDocument.Parse(
            File.ReadAllBytes(SharedFolder.PathOf("golden", "acdc_published_auc.json"))
        );
        return
        [
            .. from ablation in new[] { "random_ablation", "zero_ablation" }
            from row in json.RootElement.GetProperty(ablation).EnumerateArray()
            from method in new[] { "ACDC", "HISP", "SP" }
            from level in new[] { "edge", "node" }
            select (
                ablation,
                row.GetProperty("metric").GetString()!,
                row.GetProperty("task").GetString()!,
                method,
                level == "edge",
                row.GetProperty($"{method}_{level}").GetDouble()
            ),
        ];
    }
}

using ScottPlot;

namespace Circuitry.App;

/// <summary>The curves of a comparison as SVG files.</summary>
internal static class ComparisonPlots
{
    private const int Width = 800;
    private const int Height = 520;

    /// <summary>The names of the files.</summary>
    public static IReadOnlyList<string> Files { get; } = ["faithfulness.svg", "roc.edges.svg", "roc.nodes.svg"];

    /// <summary>Writes all curves; returns the name of each file and what it shows.</summary>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static IReadOnlyList<(string File, string Contents)> Write(
        Comparison comparison,
        Func<string, string> pathOf
    )
    {
        var written = new List<(string File, string Contents)>();
        Save(Faithfulness(comparison), Files[0], "faithfulness against the number of units kept");
        if (comparison.Entries.Any(entry => entry.EdgeRecovery is not null))
        {
            Save(Recovery(comparison, "edges", entry => entry.EdgeRecovery), Files[1], "recovery of edges");
        }

        if (comparison.Entries.Any(entry => entry.NodeRecovery is not null))
        {
            Save(Recovery(comparison, "nodes", entry => entry.NodeRecovery), Files[2], "recovery of nodes");
        }

        return written;

        void Save(Plot plot, string file, string contents)
        {
            plot.ShowLegend(ScottPlot.Edge.Right);
            File.WriteAllText(pathOf(file), plot.GetSvgXml(Width, Height));
            written.Add((file, contents));
        }
    }

    private static Plot Faithfulness(Comparison comparison)
    {
        var plot = new Plot();
        plot.Title($"{comparison.Provenance.Declaration.Experiment}: faithfulness");
        plot.XLabel($"units kept of {comparison.Units} (logarithmic)");
        plot.YLabel("faithfulness");
        foreach (var entry in comparison.Entries)
        {
            (double X, double Y)[] points =
            [
                .. entry
                    .Points.Where(point => point.Kept > 0 && double.IsFinite(point.Faithfulness.Value))
                    .Select(point => (Math.Log10(point.Kept), point.Faithfulness.Value))
                    .OrderBy(point => point.Item1),
            ];
            Line(plot, entry.Name, points);
        }

        plot.Add.HorizontalLine(1, 1, Colors.Gray, LinePattern.Dotted);
        // Far off the range of a circuit that works, curves would press everything else together.
        plot.Axes.SetLimits(0, Math.Log10(comparison.Units) * 1.02, -0.5, 1.5);
        plot.Axes.Bottom.TickGenerator = new ScottPlot.TickGenerators.NumericAutomatic
        {
            LabelFormatter = exponent =>
                Math.Abs(exponent - Math.Round(exponent)) < 1e-9
                    ? FormattableString.Invariant($"{Math.Pow(10, exponent):0}")
                    : "",
        };
        return plot;
    }

    private static Plot Recovery(Comparison comparison, string what, Func<ComparisonEntry, RocCurve?> curveOf)
    {
        var plot = new Plot();
        plot.Title($"{comparison.Provenance.Declaration.Experiment}: recovery of {what}");
        plot.XLabel("false positive rate");
        plot.YLabel("true positive rate");
        foreach (var entry in comparison.Entries)
        {
            if (curveOf(entry) is { } curve)
            {
                Line(
                    plot,
                    entry.Name,
                    [.. curve.Frontier.Select(point => (point.FalsePositiveRate, point.TruePositiveRate))]
                );
            }
        }

        plot.Axes.SetLimits(-0.02, 1.02, -0.02, 1.02);
        return plot;
    }

    private static void Line(Plot plot, string name, (double X, double Y)[] points)
    {
        if (points.Length > 0)
        {
            var line = plot.Add.Scatter(points.Select(p => p.X).ToArray(), points.Select(p => p.Y).ToArray());
            line.LegendText = name;
            line.LineWidth = 1.5f;
        }
    }
}

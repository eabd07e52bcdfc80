using ScottPlot;

namespace Circuitry.App;

/// <summary>Faithfulness of circuits of features against their size, as an SVG file.</summary>
internal static class FeatureCurvePlot
{
    private const int Width = 900;
    private const int Height = 540;

    /// <summary>The text of the file.</summary>
    public static string Svg(string experiment, IReadOnlyList<NamedFeatureCurve> curves)
    {
        var plot = new Plot();
        plot.Title($"{experiment}: faithfulness on held-out prompts");
        plot.XLabel("nodes (logarithmic)");
        plot.YLabel("faithfulness");
        foreach (var curve in curves)
        {
            FaithfulnessPoint[] points = [.. curve.Curve.Points.Where(point => point.Kept > 0)];
            var line = plot.Add.Scatter(
                points.Select(point => Math.Log10(point.Kept)).ToArray(),
                points.Select(point => point.Faithfulness.Value).ToArray()
            );
            line.LegendText = FeatureCurveText.Name(curve);
            line.LineWidth = 1.5f;
        }

        plot.Add.HorizontalLine(1, 1, Colors.Gray, LinePattern.Dotted);
        plot.Axes.SetLimitsY(-0.5, 1.5);
        plot.Axes.Bottom.TickGenerator = new ScottPlot.TickGenerators.NumericAutomatic
        {
            LabelFormatter = exponent =>
                Math.Abs(exponent - Math.Round(exponent)) < 1e-9
                    ? FormattableString.Invariant($"{Math.Pow(10, exponent):0}")
                    : "",
        };
        plot.ShowLegend(ScottPlot.Edge.Right);
        return plot.GetSvgXml(Width, Height);
    }
}

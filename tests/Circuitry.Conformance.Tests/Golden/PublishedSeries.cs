using System.Globalization;
using System.Text.Json;

namespace Circuitry.Conformance;

/// <summary>One published sweep of the ACDC paper: a method on a task with one metric and one ablation.</summary>
internal sealed record PublishedSeries(
    string File,
    string Method,
    string Task,
    string Metric,
    string Ablation,
    bool Reset,
    IReadOnlyList<(double Setting, RocPoint? Edges, RocPoint? Nodes)> Points
)
{
    /// <summary>Whether the task has a ground truth, without which there are no rates.</summary>
    public bool HasRates => Points.All(point => point.Edges is not null);

    public static IReadOnlyList<PublishedSeries> Read()
    {
        using var json = JsonDocument.Parse(
            System.IO.File.ReadAllBytes(SharedFolder.PathOf("golden", "acdc_published_roc_points.json"))
        );
        return
        [
            .. json
                .RootElement.GetProperty("series")
                .EnumerateArray()
                .Select(series => new PublishedSeries(
                    Text(series, "file"),
                    Text(series, "alg"),
                    Text(series, "task"),
                    Text(series, "metric"),
                    Text(series, "ablation"),
                    Text(series, "weights") == "reset",
                    [
                        .. series
                            .GetProperty("points")
                            .EnumerateArray()
                            .Select(point => (Number(point, "score"), Rates(point, "edge"), Rates(point, "node"))),
                    ]
                )),
        ];
    }

    /// <summary>The curve, of edges or of nodes, over the points that the paper's plots use.</summary>
    public RocCurve Curve(bool edges) =>
        RocCurve.Of(
            Points
                // The plots leave out ACDC below this threshold; the ends have infinite ones.
                .Where(point => Method != "ACDC" || point.Setting >= 1e-6 || double.IsInfinity(point.Setting))
                .Select(point => (edges ? point.Edges : point.Nodes)!.Value)
        );

    private static RocPoint? Rates(JsonElement point, string level) =>
        point.TryGetProperty(level + "_fpr", out var falsePositive)
            ? new RocPoint(falsePositive.GetDouble(), point.GetProperty(level + "_tpr").GetDouble())
            : null;

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    // Infinity is a string there.
    private static double Number(JsonElement element, string name) =>
        element.GetProperty(name) is { ValueKind: JsonValueKind.String } text
            ? text.GetString() switch
            {
                "inf" => double.PositiveInfinity,
                "-inf" => double.NegativeInfinity,
                var other => double.Parse(other!, CultureInfo.InvariantCulture),
            }
            : element.GetProperty(name).GetDouble();
}

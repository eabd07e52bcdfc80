using System.Globalization;

namespace Circuitry.Reports;

/// <summary>Curves of circuits of features, and how well estimates agree with exact effects, as tables.</summary>
public static class FeatureCurveText
{
    /// <summary>The column headings of the table of curves.</summary>
    public static IReadOnlyList<string> Columns(IReadOnlyList<NamedFeatureCurve> curves) =>
        ["nodes", .. curves.Select(Name)];

    /// <summary>One row for each size: faithfulness, and completeness in brackets; empty where there are not so many nodes.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Rows(IReadOnlyList<NamedFeatureCurve> curves) =>
        [
            .. curves
                .SelectMany(curve => curve.Curve.Points.Select(point => point.Kept))
                .Distinct()
                .Order()
                .Select(size =>
                    new[] { size.ToString(CultureInfo.InvariantCulture) }
                        .Concat(
                            curves.Select(curve =>
                                curve.Curve.Points.FirstOrDefault(point => point.Kept == size) is { } point
                                    ? string.Create(
                                        CultureInfo.InvariantCulture,
                                        $"{point.Faithfulness.Value:F3} ({point.Completeness!.Value:F3})"
                                    )
                                    : ""
                            )
                        )
                        .ToArray()
                ),
        ];

    /// <summary>A curve's name: what its circuits are made of, and what is particular to how they are run.</summary>
    public static string Name(NamedFeatureCurve curve)
    {
        var basis = curve.Basis switch
        {
            FeatureBasis.Neurons => "neurons",
            FeatureBasis.RandomFeatures => "random features",
            _ => "features",
        };
        var errors = curve.Options.Errors switch
        {
            ErrorHandling.Kept => ", errors kept",
            ErrorHandling.Removed => ", no errors",
            ErrorHandling.ResidualOnly => ", residual errors only",
            _ => "",
        };
        return $"{basis}, {curve.Options.Ablation.ToString().ToLowerInvariant()}{errors}";
    }

    /// <summary>The column headings of the table of correlations.</summary>
    public static IReadOnlyList<string> CorrelationColumns { get; } =
    ["site", "nodes", "estimate", "Pearson", "Spearman", "relative error"];

    /// <summary>One row for each site and estimate.</summary>
    /// <param name="estimates">The name of each estimate and its correlations with exact effects.</param>
    public static IReadOnlyList<IReadOnlyList<string>> CorrelationRows(
        IReadOnlyList<(string Name, IReadOnlyList<FeatureCorrelation> Sites)> estimates
    ) =>
        [
            .. Enumerable
                .Range(0, estimates.Count == 0 ? 0 : estimates.Min(estimate => estimate.Sites.Count))
                .SelectMany(site =>
                    estimates.Select(estimate =>
                    {
                        var at = estimate.Sites[site];
                        return new[]
                        {
                            at.Site.ShortName,
                            at.Nodes.ToString(CultureInfo.InvariantCulture),
                            estimate.Name,
                            at.Pearson.ToString("F4", CultureInfo.InvariantCulture),
                            at.Spearman.ToString("F4", CultureInfo.InvariantCulture),
                            at.RelativeError.ToString("F4", CultureInfo.InvariantCulture),
                        };
                    })
                ),
        ];
}

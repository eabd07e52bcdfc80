using System.Text.Json.Serialization;

namespace Circuitry.Reports;

/// <summary>How a file specifies the features that units are.</summary>
internal sealed record FeatureUnitsLayout
{
    /// <summary>Number of positions that units are told apart by; absent where they are not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Positions { get; init; }

    public required IReadOnlyList<FeatureSiteLayout> Sites { get; init; }

    public static FeatureUnitsLayout Of(FeatureUnits units) =>
        new()
        {
            Positions = units.SplitsPositions ? units.Positions : null,
            Sites =
            [
                .. units.Sites.Select(site => new FeatureSiteLayout
                {
                    Name = site.Name,
                    Width = units.Width(site),
                    ErrorTerm = units.HasError(site),
                }),
            ],
        };

    /// <exception cref="CircuitFileException">A site is none or comes twice, or there are no units, or more than are numbered.</exception>
    public FeatureUnits ToUnits(string path)
    {
        try
        {
            return new FeatureUnits(
                Sites.Select(site => (FeatureNames.Site(path, "site", site.Name), site.Width, site.ErrorTerm)),
                Positions
            );
        }
        catch (CircuitryException e) when (e is UnitsException or GraphException)
        {
            throw new CircuitFileException(
                path,
                "features",
                "sites and positions of which units can be numbered",
                e.Message,
                "Mend the file or run the experiment again.",
                e
            );
        }
    }
}

/// <summary>A site in a file, and what units it has.</summary>
internal readonly record struct FeatureSiteLayout
{
    public required string Name { get; init; }

    public required int Width { get; init; }

    public required bool ErrorTerm { get; init; }
}

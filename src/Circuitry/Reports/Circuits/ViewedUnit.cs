namespace Circuitry.Reports;

/// <summary>A kept unit as reports show it.</summary>
public sealed record ViewedUnit
{
    /// <summary>Its index among all units.</summary>
    public required int Index { get; init; }

    /// <summary>The name in files.</summary>
    public required string Name { get; init; }

    /// <summary>The name in reports.</summary>
    public required string ShortName { get; init; }

    /// <summary>Its score.</summary>
    public required double Score { get; init; }

    /// <summary>The evidence about it; null where there is none.</summary>
    public FeatureEvidence? Evidence { get; init; }

    /// <summary>Its name and score.</summary>
    public override string ToString() => $"{ShortName} {CircuitText.Number(Score)}";
}

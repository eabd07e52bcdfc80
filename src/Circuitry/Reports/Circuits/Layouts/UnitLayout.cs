namespace Circuitry.Reports;

/// <summary>A unit in a file; its place among the others follows from its name.</summary>
internal readonly record struct UnitLayout
{
    public required string Name { get; init; }

    public required double Score { get; init; }
}

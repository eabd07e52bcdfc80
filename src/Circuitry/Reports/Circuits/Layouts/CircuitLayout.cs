using System.Text.Json.Serialization;

namespace Circuitry.Reports;

/// <summary>The fields that files of every kind of circuit have, in their order.</summary>
internal abstract record CircuitLayout
{
    [JsonPropertyOrder(-4)]
    public required string Format { get; init; }

    [JsonPropertyOrder(-3)]
    public required int Version { get; init; }

    [JsonPropertyOrder(-1)]
    public required CircuitMeasure Measure { get; init; }

    [JsonPropertyOrder(1)]
    public required IReadOnlyList<UnitLayout> Units { get; init; }

    [JsonPropertyOrder(2)]
    public IReadOnlyList<UnitLayout> Removed { get; init; } = [];

    /// <summary>The units of a list.</summary>
    protected static IReadOnlyList<UnitLayout> Of(IEnumerable<CircuitUnit> units) =>
        [.. units.Select(unit => new UnitLayout { Name = unit.Name, Score = unit.Score })];

    /// <summary>Finds the file's units among all there are.</summary>
    /// <exception cref="CircuitFileException">A unit is none of them or comes twice, or a number is none.</exception>
    protected Circuit ToCircuit(
        string path,
        Units all,
        CircuitProvenance provenance,
        IReadOnlyList<EdgeLayout>? edges = null
    )
    {
        PrintedName.Check(path, "measure.metric", Measure.Metric);
        var seen = new HashSet<int>();
        var kept = Units.Select(unit => Found(path, all, unit, seen)).ToList();
        var indices = seen.ToHashSet();
        return new Circuit(
            all,
            kept,
            [.. Removed.Select(unit => Found(path, all, unit, seen))],
            (edges ?? []).Select(edge => edge.ToEdge(path, all, indices))
        )
        {
            Provenance = provenance,
            Measure = Measure,
        };
    }

    private static (int Unit, double Score) Found(string path, Units all, UnitLayout unit, HashSet<int> seen)
    {
        FileNumber.CheckNumber(path, $"score of unit '{unit.Name}'", unit.Score);
        if (all.Find(unit.Name) is not { } index)
        {
            throw new CircuitFileException(
                path,
                $"unit '{unit.Name}'",
                $"one of the {all.Noun} that the file describes, such as '{all.NameOf(0)}'",
                "a name that none of them has",
                "Mend the name, or what the file says the units are."
            );
        }

        return seen.Add(index)
            ? (index, unit.Score)
            : throw new CircuitFileException(
                path,
                $"unit '{unit.Name}'",
                "each unit once",
                "it twice",
                "Remove one of them."
            );
    }
}

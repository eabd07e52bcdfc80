using static System.FormattableString;

namespace Circuitry.Evaluation;

/// <summary>Two circuits of the same units side by side.</summary>
public sealed record CircuitComparison
{
    /// <summary>Units that both keep, by name, in the units' order.</summary>
    public required IReadOnlyList<string> Shared { get; init; }

    /// <summary>Units that only the first keeps.</summary>
    public required IReadOnlyList<string> OnlyFirst { get; init; }

    /// <summary>Units that only the second keeps.</summary>
    public required IReadOnlyList<string> OnlySecond { get; init; }

    /// <summary>Number of units that have a score in both, kept or removed.</summary>
    public required int Scored { get; init; }

    /// <summary>Spearman's correlation of these scores; NaN when they are fewer than two or constant.</summary>
    public required double ScoreCorrelation { get; init; }

    /// <summary>Shared units as a share of units that either keeps; 1 when neither keeps any.</summary>
    public double Jaccard
    {
        get
        {
            var either = Shared.Count + OnlyFirst.Count + OnlySecond.Count;
            return either == 0 ? 1 : (double)Shared.Count / either;
        }
    }

    /// <summary>Compares two circuits.</summary>
    /// <exception cref="UnitsException">They are made of different units.</exception>
    public static CircuitComparison Of(Circuit first, Circuit second)
    {
        first.Units.Require(second.Units, "the second circuit's units");
        var (a, b) = (Kept(first), Kept(second));
        var (scoresA, scoresB) = (Scores(first), Scores(second));
        int[] both = [.. scoresA.Keys.Where(scoresB.ContainsKey).Order()];
        return new CircuitComparison
        {
            Shared = Names(a.Where(b.Contains)),
            OnlyFirst = Names(a.Where(unit => !b.Contains(unit))),
            OnlySecond = Names(b.Where(unit => !a.Contains(unit))),
            Scored = both.Length,
            ScoreCorrelation = RankCorrelation.Spearman(
                [.. both.Select(unit => scoresA[unit])],
                [.. both.Select(unit => scoresB[unit])]
            ),
        };

        string[] Names(IEnumerable<int> units) => [.. units.Order().Select(first.Units.NameOf)];
    }

    /// <inheritdoc/>
    public override string ToString() =>
        ReportText.Lines(
            ("shared", Invariant($"{Shared.Count}")),
            ("only in the first", Invariant($"{OnlyFirst.Count}")),
            ("only in the second", Invariant($"{OnlySecond.Count}")),
            ("Jaccard", ReportText.Number(Jaccard)),
            ("rank correlation", Invariant($"{ReportText.Number(ScoreCorrelation)} of {Scored} scores"))
        );

    private static HashSet<int> Kept(Circuit circuit) => [.. circuit.Kept.Select(unit => unit.Index)];

    private static Dictionary<int, double> Scores(Circuit circuit) =>
        circuit.Kept.Concat(circuit.Removed).ToDictionary(unit => unit.Index, unit => unit.Score);
}

namespace Circuitry.Discovery;

/// <summary>Units in the order of their scores.</summary>
internal static class ScoreRanking
{
    /// <summary>The value that units are ordered by: the score, or its size.</summary>
    public static double Strength(double score, ScoreOrder order) =>
        order == ScoreOrder.Absolute ? Math.Abs(score) : score;

    /// <summary>The units by index, the strongest first, equals in the graph's order.</summary>
    public static IEnumerable<int> Of(UnitScores scores, ScoreOrder order) =>
        Enumerable.Range(0, scores.Values.Count).OrderByDescending(unit => Strength(scores.Values[unit], order));
}

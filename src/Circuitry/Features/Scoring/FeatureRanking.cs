namespace Circuitry.Features;

/// <summary>Features in the order of their scores.</summary>
public static class FeatureRanking
{
    /// <summary>The features and error terms with a score other than zero, those of the largest absolute score first, equal ones in their order.</summary>
    /// <param name="scores">Scores of features.</param>
    /// <exception cref="UnitsException">The scores are of other units.</exception>
    public static IEnumerable<ScoredFeature> RankedFeatures(this UnitScores scores)
    {
        var units = FeatureUnits.Of(scores.Units, "the scores");
        return scores.Ranked().Select(unit => new ScoredFeature(units[unit], scores.Values[unit]));
    }
}

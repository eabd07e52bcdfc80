namespace Circuitry.Discovery;

/// <summary>A rule that needs nothing but the scores.</summary>
public abstract record ScoreSelection : Selection
{
    /// <summary>The chosen units.</summary>
    /// <exception cref="SelectionException">The rule cannot be followed on this graph or with these numbers.</exception>
    public abstract UnitSet Choose(UnitScores scores);

    /// <inheritdoc/>
    public sealed override Circuit Select(GraphExperiment experiment, UnitScores scores)
    {
        experiment.Units.Require(scores.Units, "the scores");
        return Make(experiment, scores, Choose(scores), metric: null);
    }
}

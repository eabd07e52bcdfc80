namespace Circuitry.Discovery;

/// <summary>A rule that needs nothing but the scores.</summary>
public abstract record ScoreSelection : Selection
{
    /// <summary>The chosen units by index, ascending.</summary>
    /// <exception cref="SelectionException">The rule cannot be followed on this graph or with these numbers.</exception>
    public abstract IReadOnlyList<int> Units(UnitScores scores);

    /// <inheritdoc/>
    public sealed override Circuit Select(GraphExperiment experiment, UnitScores scores)
    {
        SameGraph.Check(experiment.Graph, scores.Graph, "the scores");
        return Make(experiment, scores, Units(scores), metric: null);
    }
}

namespace Circuitry.Discovery;

/// <summary>An algorithm that takes part in comparisons; its class carries <see cref="AlgorithmAttribute"/>.</summary>
public interface IAlgorithm
{
    /// <summary>The algorithm with settings that suit an experiment.</summary>
    /// <param name="experiment">The experiment; only one that the algorithm suits is given.</param>
    /// <param name="gap">The distance between the metric of the full model and that of the empty circuit, above 0: the scale of thresholds.</param>
    static abstract Contender Default(GraphExperiment experiment, double gap);

    /// <summary>
    /// About how many passes over all prompts it takes with those settings, one with a gradient counted as three; 0 if unknown. From
    /// these programs estimate its time before it runs.
    /// </summary>
    /// <param name="experiment">The experiment.</param>
    static virtual long Passes(GraphExperiment experiment) => 0;
}

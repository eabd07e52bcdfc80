namespace Circuitry.Discovery;

/// <summary>An algorithm that takes part in comparisons; its class carries <see cref="AlgorithmAttribute"/>.</summary>
public interface IAlgorithm
{
    /// <summary>The algorithm with settings that suit an experiment.</summary>
    /// <param name="experiment">The experiment; only one that the algorithm suits is given.</param>
    /// <param name="gap">The distance between the metric of the full model and that of the empty circuit, above 0: the scale of thresholds.</param>
    static abstract Contender Default(GraphExperiment experiment, double gap);
}

namespace Circuitry.Discovery;

/// <summary>Options of ACDC that do not depend on its threshold.</summary>
public abstract record AcdcSettings : ResumableOptions
{
    /// <summary>The remedy for messages where units are neurons.</summary>
    internal const string ForNeurons =
        "declare [Granularity(Granularity.Node)], or rank neurons with EdgeAttributionPatching, IntegratedGradients or SubnetworkProbing";

    /// <summary>The rule by which a change of the loss removes a unit.</summary>
    public AcdcRule Rule { get; init; } = AcdcRule.Signed;

    /// <summary>The order in which units are tried.</summary>
    public AcdcOrder Order { get; init; } = AcdcOrder.HeadsDescending;

    /// <summary>
    /// Whether to search as the paper's own program does: every query, key and value input has a separate direct edge that
    /// is tried first, and zero ablation takes an MLP's bias with it (<see cref="BiasConvention.Writer"/>), in the search and in
    /// everything that is measured of its circuit. For reproduction only.
    /// </summary>
    public bool PaperMode { get; init; }

    /// <summary>
    /// Scores, such as those of edge attribution patching, that tell which units will stay; null for none. They only decide
    /// which tests run together: good ones save rounds, and no decision depends on them.
    /// </summary>
    public UnitScores? Predictions { get; init; }

    /// <summary>Refuses what does not suit an experiment.</summary>
    /// <exception cref="ArgumentException">Paper mode is asked for and the graph's queries, keys and values are not split.</exception>
    /// <exception cref="UnitsException">The predictions are of other units.</exception>
    /// <exception cref="UnsuitableMethodException">The units are neurons.</exception>
    internal void CheckFit(GraphExperiment experiment)
    {
        Algorithm.Require<AcdcSearch>(experiment);
        if (PaperMode && !experiment.Graph.SplitQueryKeyValue)
        {
            throw new ArgumentException("paper mode needs edges with query, key and value inputs split");
        }

        if (Predictions is not null)
        {
            experiment.Units.Require(Predictions.Units, "the predictions");
        }
    }

    /// <summary>The experiment under the convention that these settings search in: the experiment itself, or one that the caller disposes.</summary>
    internal GraphExperiment Bound(GraphExperiment experiment) =>
        PaperMode && experiment is { Ablation.CancelsBiases: false, Biases: BiasConvention.Stream }
            ? experiment.With(BiasConvention.Writer)
            : experiment;

    /// <summary>Refuses a threshold that is no number.</summary>
    /// <exception cref="ArgumentException">It is infinite or not a number.</exception>
    internal static void CheckFinite(double threshold)
    {
        if (!double.IsFinite(threshold))
        {
            throw new ArgumentException(
                FormattableString.Invariant($"the threshold is {threshold}; it must be a finite number")
            );
        }
    }
}

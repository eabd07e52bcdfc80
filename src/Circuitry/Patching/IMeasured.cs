namespace Circuitry;

/// <summary>Whatever can say how well a subgraph of a graph answers each prompt: an experiment, or a rule that stands in for one.</summary>
public interface IMeasured
{
    /// <summary>The whole graph.</summary>
    Graph Graph { get; }

    /// <summary>What is measured.</summary>
    Metric Metric { get; }

    /// <summary>The metric of every prompt when only these edges are kept.</summary>
    double[] MeasureEach(EdgeSet kept);
}

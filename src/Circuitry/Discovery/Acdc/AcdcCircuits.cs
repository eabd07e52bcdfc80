using System.Globalization;

namespace Circuitry.Discovery;

/// <summary>Makes circuits of branches that are done.</summary>
internal sealed class AcdcCircuits(GraphExperiment experiment, AcdcSettings settings, double full)
{
    // Known by its convention alone: it computes nothing, and so owns nothing.
    private readonly GraphExperiment _bound = settings.Bound(experiment);
    private readonly Lazy<double> _empty = new(() => EmptyOf(experiment, settings));

    /// <summary>The metric of the empty circuit.</summary>
    public double Empty => _empty.Value;

    /// <summary>The circuit of one of a branch's thresholds, the same that a search at this threshold alone finds.</summary>
    /// <param name="branch">The branch.</param>
    /// <param name="threshold">The threshold.</param>
    /// <param name="more">What else led to it.</param>
    public Circuit Of(AcdcBranch branch, double threshold, params ReadOnlySpan<(string Name, string Value)> more)
    {
        var method = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["order"] = branch.Schedule.Order.ToString(),
            ["paper_mode"] = settings.PaperMode ? "true" : "false",
            ["rule"] = settings.Rule.ToString(),
            ["tested"] = branch.State.Tested.ToString(CultureInfo.InvariantCulture),
            ["threshold"] = threshold.ToString(CultureInfo.InvariantCulture),
        };
        foreach (var (name, value) in more)
        {
            method.Add(name, value);
        }

        return Circuit.OfMeasured(
            _bound,
            UnitSet.Of(experiment.Units, branch.State.KeptUnits),
            branch.State.Effects,
            new CircuitMeasure
            {
                Metric = experiment.Metric.Name,
                Full = full,
                Circuit = branch.State.Metric,
                Empty = Empty,
            },
            new CircuitMethod { Name = "ACDC", Settings = method }
        );
    }

    private static double EmptyOf(GraphExperiment experiment, AcdcSettings settings)
    {
        var bound = settings.Bound(experiment);
        using var own = bound == experiment ? null : bound;
        return bound.Measure(UnitSet.None(experiment.Units));
    }
}

using System.Globalization;

namespace Circuitry;

/// <summary>Makes circuits of branches that are done.</summary>
internal sealed class AcdcCircuits(Experiment experiment, AcdcSettings settings, double full)
{
    private readonly Lazy<double> _empty = new(() => experiment.Measure(EdgeSet.None(experiment.Graph)));

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
            experiment,
            branch.State.KeptUnits,
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
}

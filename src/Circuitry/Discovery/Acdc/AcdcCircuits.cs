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
    public Circuit Of(AcdcBranch branch, double threshold, params IEnumerable<(string Name, object? Value)> more)
    {
        var method = MethodSettings.Of(
            settings,
            [
                ("order", branch.Schedule.Order),
                // They decide which tests run together, and nothing that is found.
                (OptionValues.NameOf(nameof(settings.Predictions)), null),
                ("tested", branch.State.Tested),
                ("threshold", threshold),
                .. more,
            ]
        );
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

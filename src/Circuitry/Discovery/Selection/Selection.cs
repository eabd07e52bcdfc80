namespace Circuitry.Discovery;

/// <summary>A rule that makes a circuit of scores. The rule and its settings are recorded in the circuit's method.</summary>
public abstract record Selection
{
    /// <summary>The rule's name in files and reports.</summary>
    public abstract string Name { get; }

    /// <summary>The rule's settings as text.</summary>
    public abstract IReadOnlyList<(string Name, string Value)> Settings { get; }

    /// <summary>Makes and measures a circuit.</summary>
    /// <param name="experiment">The experiment that the scores are of.</param>
    /// <param name="scores">The scores.</param>
    /// <exception cref="UnitsException">The scores are of other units.</exception>
    /// <exception cref="SelectionException">The rule cannot be followed on this graph or with these numbers.</exception>
    public abstract Circuit Select(GraphExperiment experiment, UnitScores scores);

    /// <summary>Makes a circuit of chosen units and records the scores' method and this rule.</summary>
    /// <param name="experiment">The experiment that the scores are of.</param>
    /// <param name="scores">The scores.</param>
    /// <param name="kept">The chosen units.</param>
    /// <param name="metric">The metric of the circuit where it is known; null to measure it.</param>
    /// <param name="found">What the rule found on the way, to be recorded with it.</param>
    protected Circuit Make(
        GraphExperiment experiment,
        UnitScores scores,
        UnitSet kept,
        double? metric,
        params IEnumerable<(string Name, string Value)> found
    )
    {
        var settings = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["selection"] = Name };
        foreach (var (name, value) in scores.Method.Settings)
        {
            settings[name] = value;
        }

        foreach (var (name, value) in Settings.Concat(found))
        {
            settings["selection_" + name] = value;
        }

        return Circuit.Of(
            experiment,
            kept,
            [.. scores.Values.Select(score => (double?)score)],
            metric,
            new CircuitMethod { Name = scores.Method.Name, Settings = settings }
        );
    }
}

namespace Circuitry.Discovery;

/// <summary>
/// The smallest circuit of a sized rule that reaches a faithfulness: sizes double until one reaches it, and bisection narrows
/// the last step.
/// </summary>
/// <remarks>
/// Faithfulness need not grow with size, so that a smaller circuit than the one found can exist. Everything measured on the
/// way is recorded.
/// </remarks>
/// <param name="Target">The faithfulness to reach, above 0 and at most 1.</param>
public sealed record TargetFaithfulness(double Target) : Selection
{
    /// <summary>The rule; its own number is not used.</summary>
    public SizedSelection Rule { get; init; } = new TopUnits(0);

    /// <inheritdoc/>
    public override string Name => nameof(TargetFaithfulness);

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, string Value)> Settings =>
        [.. Rule.SettingsOfRule, ("target", FormattableString.Invariant($"{Target:R}"))];

    /// <summary>Searches; the last circuit measured that reaches the target is the smallest found.</summary>
    /// <param name="measured">The experiment that the scores are of.</param>
    /// <param name="scores">The scores.</param>
    /// <returns>Every circuit measured, by the number asked for, and where among them the chosen one is.</returns>
    /// <exception cref="UnitsException">The scores are of other units.</exception>
    /// <exception cref="SelectionException">The target is out of range, or there is no gap to close.</exception>
    public (IReadOnlyList<MeasuredSize> Measured, int Chosen) Search(IMeasured measured, UnitScores scores)
    {
        measured.Units.Require(scores.Units, "the scores");
        if (!(Target > 0 && Target <= 1))
        {
            throw new SelectionException(
                FormattableString.Invariant($"the target faithfulness is {Target}; it must be above 0 and at most 1")
            );
        }

        var full = measured.MeasureFull().Average();
        var empty = measured.MeasureEmpty().Average();
        if (full == empty || !double.IsFinite(full - empty))
        {
            throw new SelectionException(
                FormattableString.Invariant(
                    $"the full model measures {full} and the empty circuit {empty}, so that faithfulness is undefined; use prompts or an ablation that tell them apart, and a metric that stays finite"
                )
            );
        }

        var sizes = new SortedList<int, MeasuredSize>();
        int failing = 0,
            reaching = 1;
        while (!Reaches(reaching))
        {
            failing = reaching;
            reaching = Math.Min(2 * reaching, scores.Units.Count);
        }

        while (reaching - failing > 1)
        {
            var middle = failing + (reaching - failing) / 2;
            if (Reaches(middle))
            {
                reaching = middle;
            }
            else
            {
                failing = middle;
            }
        }

        return ([.. sizes.Values], sizes.IndexOfKey(reaching));

        // The whole graph measures what the full model does, so that the doubling ends.
        bool Reaches(int size)
        {
            var units = (Rule with { Count = size }).Choose(scores);
            var metric = measured.MeasureEach(units).Average();
            var faithfulness = (metric - empty) / (full - empty);
            if (double.IsNaN(faithfulness))
            {
                throw new SelectionException(
                    FormattableString.Invariant(
                        $"the circuit of {units.Count} units measures {metric}, which is neither faithful nor unfaithful; use a metric that is a number for every circuit"
                    )
                );
            }

            sizes[size] = new MeasuredSize(size, units.Count, metric, faithfulness);
            return faithfulness >= Target || size == measured.Units.Count;
        }
    }

    /// <inheritdoc/>
    public override Circuit Select(GraphExperiment experiment, UnitScores scores)
    {
        var (measured, chosen) = Search(experiment, scores);
        return Make(
            experiment,
            scores,
            (Rule with { Count = measured[chosen].Asked }).Choose(scores),
            measured[chosen].Metric,
            ("count", FormattableString.Invariant($"{measured[chosen].Asked}")),
            ("measured", string.Join("; ", measured))
        );
    }
}

namespace Circuitry.Evaluation;

/// <summary>The contribution of each unit of a circuit.</summary>
/// <param name="Effects">For every kept unit, in the graph's order, how much the loss rises when it alone leaves the circuit.</param>
public sealed record Minimality(IReadOnlyList<UnitEffect> Effects)
{
    /// <summary>Units without which the loss rises by less than a bound: the circuit is not minimal while there are any.</summary>
    /// <param name="bound">The bound, in the metric's units.</param>
    /// <exception cref="EvaluationException">The bound is not a number.</exception>
    public IEnumerable<UnitEffect> Redundant(double bound) =>
        double.IsNaN(bound)
            ? throw new EvaluationException("the bound is not a number (NaN); give one in the metric's units")
            : Effects.Where(effect => effect.Rise.Value < bound);

    /// <inheritdoc/>
    public override string ToString()
    {
        UnitEffect[] effects =
        [
            .. Effects.OrderByDescending(effect => effect.Rise.Value).ThenBy(effect => effect.Index),
        ];
        return effects.Length == 0
            ? "no units\n"
            : ReportText.Lines(effects.Select(effect => (effect.Name, effect.Rise.ToString())));
    }
}

/// <summary>The contribution of one unit to a circuit.</summary>
/// <param name="Index">Its index among the graph's units.</param>
/// <param name="Name">Its name.</param>
/// <param name="Rise">How much the loss rises when it alone leaves the circuit, in the metric's units.</param>
public sealed record UnitEffect(int Index, string Name, Estimate Rise);

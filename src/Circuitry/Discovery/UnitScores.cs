namespace Circuitry;

/// <summary>A score for every unit: a measured effect, or an attribution's estimate of it.</summary>
/// <remarks>
/// A score says how much the loss rises when the unit is removed, in the metric's units and averaged over prompts: positive
/// where the unit helps. Every method keeps to this sign and scale, whatever the metric's direction.
/// </remarks>
public sealed class UnitScores
{
    /// <summary>Puts scores and their origin together.</summary>
    /// <exception cref="ArgumentException">There are not as many scores as units.</exception>
    /// <exception cref="MetricException">One is not a number.</exception>
    public UnitScores(Units units, IReadOnlyList<double> values, CircuitMethod method)
    {
        if (values.Count != units.Count)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"{values.Count} scores for {units}"),
                nameof(values)
            );
        }

        for (var unit = 0; unit < values.Count; unit++)
        {
            if (double.IsNaN(values[unit]))
            {
                throw new MetricException(
                    $"the score of {units.NameOf(unit)} is not a number (NaN): a metric or its gradient overflows; check the weights and, where there are any, the dictionaries, and compute in float64 if they are of a type with a small range"
                );
            }
        }

        (Units, Values, Method) = (units, values, method);
    }

    /// <summary>The units.</summary>
    public Units Units { get; }

    /// <summary>The scores, by unit.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>The method that computed the scores, with its settings.</summary>
    public CircuitMethod Method { get; }

    /// <summary>The units with a score other than zero, by index, those of the largest absolute score first, equal ones in their order.</summary>
    public IEnumerable<int> Ranked() =>
        Enumerable
            .Range(0, Values.Count)
            .Where(unit => Values[unit] != 0)
            .OrderByDescending(unit => Math.Abs(Values[unit]));

    /// <summary>The units whose absolute score is above a threshold.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The threshold is negative or not a number.</exception>
    public UnitSet Above(double threshold) =>
        threshold >= 0
            ? UnitSet.Of(Units, Enumerable.Range(0, Values.Count).Where(unit => Math.Abs(Values[unit]) > threshold))
            : throw new ArgumentOutOfRangeException(
                nameof(threshold),
                threshold,
                "a threshold on absolute scores is 0 or more"
            );

    /// <summary>The units of the largest absolute scores; fewer where fewer have one other than zero.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public UnitSet Top(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return UnitSet.Of(Units, Ranked().Take(count));
    }

    /// <summary>The score of a unit.</summary>
    /// <exception cref="UnitsException">It is none of the units.</exception>
    public double this[IUnit unit] => Values[Units.IndexOf(unit)];

    /// <summary>The score of the unit of a name.</summary>
    /// <exception cref="UnitsException">There is none of that name.</exception>
    public double this[string name] => Values[Units.IndexOf(name)];
}

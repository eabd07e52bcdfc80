using System.Globalization;

namespace Circuitry.Discovery;

/// <summary>The stability of units across circuits that should be the same, such as one search's in several orders.</summary>
public sealed class UnitStability
{
    private readonly HashSet<int>[] _kept;

    /// <summary>Compares circuits.</summary>
    /// <exception cref="ArgumentException">There are fewer than two.</exception>
    /// <exception cref="UnitsException">One is made of other units.</exception>
    public UnitStability(Units units, IReadOnlyList<Circuit> circuits)
    {
        if (circuits.Count < 2)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"{circuits.Count} circuits to compare; give two or more"),
                nameof(circuits)
            );
        }

        foreach (var circuit in circuits)
        {
            units.Require(circuit.Units, "a circuit's units");
        }

        Units = units;
        Circuits = circuits;
        _kept = [.. circuits.Select(circuit => circuit.Kept.Select(unit => unit.Index).ToHashSet())];
        Shares =
        [
            .. Enumerable
                .Range(0, units.Count)
                .Select(unit => (double)_kept.Count(kept => kept.Contains(unit)) / circuits.Count),
        ];
    }

    /// <summary>The units.</summary>
    public Units Units { get; }

    /// <summary>The circuits, in the order of their seeds.</summary>
    public IReadOnlyList<Circuit> Circuits { get; }

    /// <summary>The share of circuits that keep each unit, by unit.</summary>
    public IReadOnlyList<double> Shares { get; }

    /// <summary>The mean of <see cref="Jaccard"/> over all pairs of circuits.</summary>
    public double MeanJaccard =>
        Enumerable
            .Range(0, _kept.Length)
            .SelectMany(first => Enumerable.Range(0, first).Select(second => Jaccard(first, second)))
            .Average();

    /// <summary>The share of circuits that keep a unit.</summary>
    /// <exception cref="UnitsException">It is none of the units.</exception>
    public double this[IUnit unit] => Shares[Units.IndexOf(unit)];

    /// <summary>Units that two circuits share, as a share of the units that either keeps; 1 when neither keeps any.</summary>
    /// <param name="first">One, by place.</param>
    /// <param name="second">The other.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no circuit at such a place.</exception>
    public double Jaccard(int first, int second)
    {
        CheckPlace(first);
        CheckPlace(second);
        var shared = _kept[first].Count(_kept[second].Contains);
        var either = _kept[first].Count + _kept[second].Count - shared;
        return either == 0 ? 1 : (double)shared / either;
    }

    private void CheckPlace(int place)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(place);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(place, Circuits.Count);
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var always = Shares.Count(share => share == 1);
        var never = Shares.Count(share => share == 0);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Circuits.Count} circuits of {_kept.Min(kept => kept.Count)} to {_kept.Max(kept => kept.Count)} units: {always} always kept, {Shares.Count - always - never} sometimes, {never} never; mean Jaccard {MeanJaccard:G6}"
        );
    }
}

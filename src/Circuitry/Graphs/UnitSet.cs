namespace Circuitry;

/// <summary>Some of an experiment's units, such as those that a circuit keeps.</summary>
public sealed class UnitSet
{
    private readonly bool[] _contains;

    private UnitSet(Units units, bool[] contains)
    {
        (Units, _contains) = (units, contains);
        Count = contains.Count(contained => contained);
    }

    /// <summary>All units there are.</summary>
    public Units Units { get; }

    /// <summary>Number of units in the set.</summary>
    public int Count { get; }

    /// <summary>The units by index, ascending.</summary>
    public IEnumerable<int> Indices => Enumerable.Range(0, _contains.Length).Where(unit => _contains[unit]);

    /// <summary>The units' names, in the order of their indices.</summary>
    public IEnumerable<string> Names => Indices.Select(Units.NameOf);

    /// <summary>Every unit.</summary>
    public static UnitSet All(Units units)
    {
        var contains = new bool[units.Count];
        Array.Fill(contains, true);
        return new UnitSet(units, contains);
    }

    /// <summary>No unit.</summary>
    public static UnitSet None(Units units) => new(units, new bool[units.Count]);

    /// <summary>Units by index; one that comes twice is in the set once.</summary>
    /// <exception cref="UnitsException">There is no such unit.</exception>
    public static UnitSet Of(Units units, IEnumerable<int> indices)
    {
        var contains = new bool[units.Count];
        foreach (var unit in indices)
        {
            contains[units.InRange(unit)] = true;
        }

        return new UnitSet(units, contains);
    }

    /// <summary>Units by name.</summary>
    /// <exception cref="UnitsException">There is none of a name.</exception>
    public static UnitSet Of(Units units, IEnumerable<string> names) => Of(units, names.Select(units.IndexOf));

    /// <summary>These units.</summary>
    /// <typeparam name="TUnit">What they are.</typeparam>
    /// <exception cref="UnitsException">One is none of the experiment's.</exception>
    public static UnitSet Of<TUnit>(Units units, IEnumerable<TUnit> members)
        where TUnit : IUnit => Of(units, members.Select(member => units.IndexOf(member)));

    /// <summary>Whether a unit, by index, is in the set.</summary>
    /// <exception cref="UnitsException">There is no such unit.</exception>
    public bool Contains(int unit) => _contains[Units.InRange(unit)];

    /// <summary>Whether the unit of a name is in the set.</summary>
    /// <exception cref="UnitsException">There is none of that name.</exception>
    public bool Contains(string name) => _contains[Units.IndexOf(name)];

    /// <summary>Whether a unit is in the set.</summary>
    /// <exception cref="UnitsException">It is none of the experiment's.</exception>
    public bool Contains(IUnit unit) => _contains[Units.IndexOf(unit)];

    /// <summary>The units that are not in the set.</summary>
    public UnitSet Complement() => new(Units, [.. _contains.Select(contained => !contained)]);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Count} of {Units.Count} {Units.Noun}");

    /// <summary>By index, whether each of some units in a row is in the set.</summary>
    internal ReadOnlySpan<bool> Membership(int first, int count) => _contains.AsSpan(first, count);
}

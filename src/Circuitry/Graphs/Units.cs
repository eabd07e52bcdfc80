namespace Circuitry;

/// <summary>The numbered and named units that circuits of an experiment are made of: edges, nodes, or features.</summary>
/// <remarks>
/// Scores, sets, circuits and evaluations are written against it. What a unit stands for is told by <see cref="EdgeUnits"/>,
/// <see cref="NodeUnits"/> and <c>FeatureUnits</c>.
/// </remarks>
public abstract class Units : IIdentified
{
    private protected Units() { }

    /// <summary>The kind of these units.</summary>
    public abstract Granularity Kind { get; }

    /// <summary>Number of units.</summary>
    public abstract int Count { get; }

    /// <summary>Whether a unit at one position and at another are two units.</summary>
    public abstract bool SplitsPositions { get; }

    /// <summary>The plural noun for these units in reports, such as "edges".</summary>
    public abstract string Noun { get; }

    /// <summary>The name of a unit, such as <c>a5.h5-&gt;a9.h6&lt;q&gt;</c>.</summary>
    /// <exception cref="UnitsException">There is no such unit.</exception>
    public abstract string NameOf(int unit);

    /// <summary>The name of a unit in reports, shorter where files need more.</summary>
    /// <exception cref="UnitsException">There is no such unit.</exception>
    public virtual string ShortNameOf(int unit) => NameOf(unit);

    /// <summary>The index of the unit of a name; null if there is none.</summary>
    public abstract int? Find(string name);

    /// <summary>The index of a unit.</summary>
    /// <exception cref="UnitsException">It is none of these.</exception>
    public virtual int IndexOf(IUnit unit) => IndexOf(unit.Name);

    /// <summary>The index of the unit of a name.</summary>
    /// <exception cref="UnitsException">There is none of that name.</exception>
    public int IndexOf(string name) =>
        Find(name)
        ?? throw new UnitsException(
            $"there is no unit {name} among {Description}{(Count == 0 ? "" : $", such as {NameOf(0)}")}"
        );

    /// <summary>Whether others, built on their own, are numbered and named as these are.</summary>
    public bool AreSameAs(Units others) => ReferenceEquals(this, others) || IsEqual(others);

    /// <inheritdoc/>
    public override string ToString() => Description;

    string IIdentified.Identity => Identity;

    /// <summary>The text that is equal for equal units alone.</summary>
    private protected abstract string Identity { get; }

    /// <summary>Number and kind in words.</summary>
    private protected abstract string Description { get; }

    private protected abstract bool IsEqual(Units others);

    /// <summary>What a summary says of some units besides their number.</summary>
    internal virtual IEnumerable<(string Name, string Value)> Details(IReadOnlyList<(int Unit, double Score)> kept) =>
        [];

    /// <summary>Whether a unit can have a direct effect on another.</summary>
    internal virtual bool IsUpstream(int unit, int other) => unit != other;

    /// <summary>Draws some units in forward order, as nodes or as edges between nodes.</summary>
    internal abstract void Draw(IReadOnlyList<(int Unit, double Score)> kept, DiagramBuilder diagram);

    /// <summary>Refuses units that are not these.</summary>
    /// <param name="found">The units at hand.</param>
    /// <param name="what">What came with them, such as "the scores".</param>
    /// <exception cref="UnitsException">The units differ.</exception>
    internal void Require(Units found, string what)
    {
        if (AreSameAs(found))
        {
            return;
        }

        var names = "";
        if (Description == found.Description)
        {
            var other = Enumerable
                .Range(0, Math.Min(Count, found.Count))
                .First(unit => NameOf(unit) != found.NameOf(unit));
            names = $" of other names, such as {found.NameOf(other)} for {NameOf(other)}";
        }

        throw new UnitsException(
            $"{what} belong to {found.Description}{names}; expected {Description}: use the same model, granularity and dictionaries for both"
        );
    }

    /// <summary>An index that there is.</summary>
    /// <exception cref="UnitsException">There is no such unit.</exception>
    internal int InRange(int unit) =>
        (uint)unit < (uint)Count
            ? unit
            : throw new UnitsException(
                FormattableString.Invariant(
                    $"there is no unit {unit}: there are {Description}, 0 to {Count - 1}; units are those of one experiment"
                )
            );
}

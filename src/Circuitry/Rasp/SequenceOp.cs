using System.Diagnostics;

namespace Circuitry.Rasp;

/// <summary>An s-op: a function from a sequence of tokens to a sequence of values of the same length.</summary>
/// <remarks>Expressions are made by <see cref="RaspLanguage"/>; one that is used twice is computed once.</remarks>
[DebuggerDisplay("{ToString(),nq}")]
public abstract class SequenceOp
{
    internal SequenceOp(RaspNode node) => Node = node;

    /// <summary>The name that the expression's residual directions carry.</summary>
    public string Name => Node.Name;

    internal RaspNode Node { get; }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}

/// <summary>An s-op whose values are categories, each with its own residual direction.</summary>
/// <typeparam name="T">The type of its values.</typeparam>
public sealed class Categorical<T> : SequenceOp
    where T : notnull
{
    internal Categorical(RaspNode node)
        : base(node) { }
}

/// <summary>An s-op whose values are numbers along one residual direction.</summary>
public sealed class Numerical : SequenceOp
{
    internal Numerical(RaspNode node)
        : base(node) { }
}

/// <summary>A selection of key positions for every query position, as an attention head makes it.</summary>
public sealed class Selector
{
    internal Selector(RaspNode keys, RaspNode queries, Func<object, object, bool> predicate) =>
        (Keys, Queries, Predicate) = (keys, queries, predicate);

    internal RaspNode Keys { get; }

    internal RaspNode Queries { get; }

    internal Func<object, object, bool> Predicate { get; }
}

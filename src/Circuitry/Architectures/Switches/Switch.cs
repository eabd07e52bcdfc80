namespace Circuitry.Models;

/// <summary>
/// One switch of an architecture: the row behind emitted literals, <c>[Transformer]</c>, families, differences and exchange files.
/// </summary>
internal sealed record Switch
{
    /// <summary>The name, which is also the property of <c>[Transformer]</c> where it can be spelt out.</summary>
    public required string Name { get; init; }

    /// <summary>The place of the value: the organs from the architecture down, and the property.</summary>
    public required string Path { get; init; }

    /// <summary>The type of its values.</summary>
    public required Type Type { get; init; }

    /// <summary>The value; null where the architecture lacks what the switch is of.</summary>
    public required Func<Architecture, object?> Read { get; init; }

    /// <summary>The architecture with another value, which is of <see cref="Type"/>.</summary>
    public required Func<Architecture, object, Architecture> Write { get; init; }

    /// <summary>The reason why the switch has no meaning in an architecture; null where it has one.</summary>
    public required Func<Architecture, string?> Lacking { get; init; }

    /// <summary>The value that absence means, from the rows before this one; null where the switch must be given.</summary>
    public Func<Architecture, object>? Absent { get; init; }

    /// <summary>Whether zero stands for absence.</summary>
    public bool ZeroIsAbsent { get; init; }

    /// <summary>Whether literals and files leave it out where it has the value that absence means, as most models do.</summary>
    public bool Rare { get; init; }

    /// <summary>Whether literals and files leave it out for an architecture.</summary>
    public bool IsOmitted(Architecture a) =>
        Rare && (Read(a) is not { } value || (!ZeroIsAbsent && value.Equals(Absent?.Invoke(a))));

    /// <summary>The name in MIB's exchange format; null where that format lacks it.</summary>
    public MibKey? Mib { get; init; }

    /// <summary>The architecture with the value that is given, or with what absence means.</summary>
    /// <param name="a">The architecture, with the rows before this one.</param>
    /// <param name="given">A value of <see cref="Type"/>; null for none.</param>
    /// <exception cref="ArchitectureException">It is given and has no meaning, or must be given and is not.</exception>
    public Architecture Apply(Architecture a, object? given)
    {
        if (ZeroIsAbsent && given is 0 or 0.0)
        {
            given = null;
        }

        if (Lacking(a) is { } lacking)
        {
            return given is null or false ? a : throw new ArchitectureException(Name, "is set, but " + lacking);
        }

        return Write(a, given ?? Absent?.Invoke(a) ?? throw new ArchitectureException(Name, "is missing"));
    }
}

/// <summary>A key of the <c>cfg</c> object of MIB's exchange format.</summary>
/// <param name="Name">The key.</param>
/// <param name="Place">Its place in the object.</param>
/// <param name="MayLack">Whether files of the earlier layout lack it.</param>
internal sealed record MibKey(string Name, int Place, bool MayLack = false);

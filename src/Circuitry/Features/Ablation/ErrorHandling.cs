namespace Circuitry.Features;

/// <summary>The treatment of error terms when a circuit is run alone.</summary>
public enum ErrorHandling
{
    /// <summary>They are nodes like any other: kept where the circuit holds them.</summary>
    AsNodes,

    /// <summary>All are kept.</summary>
    Kept,

    /// <summary>All are replaced.</summary>
    Removed,

    /// <summary>Those of the residual stream are nodes like any other; those of attention and MLPs are replaced.</summary>
    ResidualOnly,
}

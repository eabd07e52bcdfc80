namespace Circuitry.Features.Shift;

/// <summary>The attributes of a SHIFT experiment, as data.</summary>
public sealed record ShiftDeclaration : Declaration
{
    /// <summary>The manifest of the dictionaries, as the declaration names it.</summary>
    public required string Dictionaries { get; init; }

    /// <summary>The block behind which the probe reads the residual stream.</summary>
    public required int Block { get; init; }

    /// <summary>The number of features that are judged.</summary>
    public required int Features { get; init; }
}

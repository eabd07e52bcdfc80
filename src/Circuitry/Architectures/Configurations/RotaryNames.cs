namespace Circuitry.Models;

/// <summary>The keys of a family for the numbers of its rotary embedding outside of an object for them.</summary>
/// <param name="Base">The base of the frequencies, 10,000 where nothing gives it.</param>
/// <param name="OtherBase">A name under which files repeat it; null for none.</param>
/// <param name="Fraction">The part of a head that rotates.</param>
/// <param name="OtherFraction">A name under which files repeat it; null for none.</param>
/// <param name="DefaultFraction">The part where nothing gives it.</param>
internal sealed record RotaryNames(
    string Base,
    string? OtherBase,
    string Fraction,
    string? OtherFraction,
    double DefaultFraction
);

namespace Circuitry.Models;

/// <summary>The keys of a family for the numbers of its rotary embedding outside of an object for them, and what absence means.</summary>
internal sealed record RotaryNames
{
    /// <summary>The names that most families have.</summary>
    public static RotaryNames Usual { get; } = new();

    /// <summary>The key of the base of the frequencies.</summary>
    public string Base { get; init; } = "rope_theta";

    /// <summary>A name under which files repeat it; null for none.</summary>
    public string? OtherBase { get; init; }

    /// <summary>The base where nothing gives it.</summary>
    public double DefaultBase { get; init; } = 10000;

    /// <summary>The key of the part of a head that rotates.</summary>
    public string Fraction { get; init; } = "partial_rotary_factor";

    /// <summary>A name under which files repeat it; null for none.</summary>
    public string? OtherFraction { get; init; }

    /// <summary>The part where nothing gives it.</summary>
    public double DefaultFraction { get; init; } = 1;

    /// <summary>The original context where nothing gives it; null where it is the context.</summary>
    public int? DefaultOriginalContext { get; init; }

    /// <summary>The key of the base of windowed layers; null where the family has none.</summary>
    public string? LocalBase { get; init; }

    /// <summary>The base of windowed layers where nothing gives it; 0 for that of the others.</summary>
    public double DefaultLocalBase { get; init; }

    /// <summary>Whether windowed layers rotate without the scaling of the others.</summary>
    public bool LocalIsUnscaled { get; init; }
}

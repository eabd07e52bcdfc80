namespace Circuitry.Discovery;

/// <summary>Which changes of the loss let a unit go.</summary>
public enum AcdcRule
{
    /// <summary>A unit goes when the loss rises by less than the threshold; removals that help go too.</summary>
    Signed,

    /// <summary>A unit goes when the loss changes by less than the threshold in either direction.</summary>
    Absolute,
}

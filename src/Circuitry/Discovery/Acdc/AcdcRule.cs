namespace Circuitry.Discovery;

/// <summary>The rule by which a change of the loss removes a unit.</summary>
public enum AcdcRule
{
    /// <summary>A unit goes when the loss rises by less than the threshold; removals that help go too.</summary>
    Signed,

    /// <summary>A unit goes when the loss changes by less than the threshold in either direction.</summary>
    Absolute,
}

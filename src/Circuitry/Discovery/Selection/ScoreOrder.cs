namespace Circuitry.Discovery;

/// <summary>Which scores come first.</summary>
public enum ScoreOrder
{
    /// <summary>The largest of either sign: units that help and units that hinder alike.</summary>
    Absolute,

    /// <summary>The largest: units that help most.</summary>
    Signed,
}

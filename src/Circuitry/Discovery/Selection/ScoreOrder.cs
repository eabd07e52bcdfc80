namespace Circuitry.Discovery;

/// <summary>The order of scores: by size, or the most positive first.</summary>
public enum ScoreOrder
{
    /// <summary>The largest of either sign: units that help and units that hinder alike.</summary>
    Absolute,

    /// <summary>The largest: units that help most.</summary>
    Signed,
}

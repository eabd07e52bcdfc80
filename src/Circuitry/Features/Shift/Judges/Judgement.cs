namespace Circuitry.Features.Shift;

/// <summary>A judge's verdict on a feature of a classifier.</summary>
public enum Judgement
{
    /// <summary>The feature belongs to the classifier's purpose.</summary>
    Relevant,

    /// <summary>The feature does not belong to the classifier's purpose and is to be removed.</summary>
    Irrelevant,
}

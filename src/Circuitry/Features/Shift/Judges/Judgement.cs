namespace Circuitry.Features.Shift;

/// <summary>What a judge says of a feature of a classifier.</summary>
public enum Judgement
{
    /// <summary>It belongs to what the classifier is for.</summary>
    Relevant,

    /// <summary>It does not: the classifier is to do without it.</summary>
    Irrelevant,
}

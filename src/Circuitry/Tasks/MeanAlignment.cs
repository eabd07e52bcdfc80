namespace Circuitry;

/// <summary>
/// Which positions of prompts of unequal length are averaged together under mean ablation. For prompts of equal length, all but
/// <see cref="Groups"/> are equivalent.
/// </summary>
public enum MeanAlignment
{
    /// <summary>Positions equally far from the end, as padding on the left aligns them: the last tokens of all prompts, the last but one, and so on.</summary>
    End,

    /// <summary>Positions equally far from the start: the first tokens of all prompts, the second, and so on.</summary>
    Start,

    /// <summary>All positions of one group of <see cref="PromptPair.PositionGroups"/>, in all prompts.</summary>
    Groups,
}

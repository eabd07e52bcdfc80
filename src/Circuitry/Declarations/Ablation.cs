namespace Circuitry;

/// <summary>What stands in for the output of a writer along a removed edge.</summary>
public enum Ablation
{
    /// <summary>Its activation on the corrupted prompt (resample ablation).</summary>
    Interchange,

    /// <summary>Zero.</summary>
    Zero,

    /// <summary>Its mean over the corrupted prompts, over positions that the data set aligns: by default those equally far from the prompts' ends.</summary>
    Mean,
}

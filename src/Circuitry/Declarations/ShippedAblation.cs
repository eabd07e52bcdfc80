namespace Circuitry;

/// <summary>The ablations that come with Circuitry, as <see cref="CorruptionAttribute"/> names them; <see cref="CorruptionAttribute{TAblation}"/> names a class of your own.</summary>
public enum ShippedAblation
{
    /// <summary>Resample ablation: a removed edge carries its writer's activation on the corrupted prompt.</summary>
    Interchange,

    /// <summary>Zero ablation: a removed edge carries zero.</summary>
    Zero,

    /// <summary>Mean ablation: a removed edge carries its writer's mean over the corrupted prompts, over positions that the data set aligns.</summary>
    Mean,
}

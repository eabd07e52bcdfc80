namespace Circuitry;

/// <summary>Facts about an ablation class that decide at compile time which data sets and algorithms suit it.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class AblationTraitsAttribute : Attribute
{
    /// <summary>Whether corrupted prompts must differ from clean ones; on a data set that makes clean prompts only the experiment does not compile.</summary>
    public bool NeedsCorruption { get; set; }

    /// <summary>Whether the model without any edge is the model on the corrupted prompts; algorithms that take a gradient there need it.</summary>
    public bool EndsInCorruptedRun { get; set; }
}

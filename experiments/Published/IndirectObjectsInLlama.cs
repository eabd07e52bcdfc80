namespace Circuitry.Experiments;

/// <summary>Who receives the object, in a model whose heads share keys and values; a node is a whole head or MLP.</summary>
[Experiment(
    "llama-ioi",
    Summary = "which heads and MLPs of Llama 3.2 1B tell who receives the object",
    Threshold = IndirectObjectsInLlama.DefaultThreshold
)]
[Model<Llama1B>]
[Dataset<IndirectObjects>(Size = 20, Seed = 0)]
[Corruption(Ablation.Interchange)]
[Metric<LogitDifference>]
[Granularity(Granularity.Node)]
public sealed partial class IndirectObjectsInLlama
{
    /// <summary>A difference of logits.</summary>
    public const double DefaultThreshold = 0.1;
}

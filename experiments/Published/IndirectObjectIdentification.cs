namespace Circuitry.Experiments;

/// <summary>Who receives the object: "Then, Mary and John went to the store. John gave a drink to" ("Interpretability in the Wild", Wang et al. 2022).</summary>
[Experiment(
    "gpt2-ioi",
    Summary = "how GPT-2 small tells who receives the object",
    Threshold = IndirectObjectIdentification.DefaultThreshold
)]
[Model<Gpt2Small>]
[Dataset<IndirectObjects>(Size = 50, Seed = 0)]
[Corruption(Ablation.Interchange)]
[Metric<KlDivergence>]
[Granularity(Granularity.Edge)]
public sealed partial class IndirectObjectIdentification
{
    /// <summary>A threshold of the ACDC paper's sweep, in nats.</summary>
    public const double DefaultThreshold = 0.0575;
}

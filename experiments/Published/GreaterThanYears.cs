namespace Circuitry.Experiments;

/// <summary>Which two digits may end a span of years that has begun ("How does GPT-2 compute greater-than?", Hanna et al. 2023).</summary>
[Experiment(
    "gpt2-greater-than",
    Summary = "how GPT-2 small ends a span of years later than it began",
    Threshold = GreaterThanYears.DefaultThreshold
)]
[Model<Gpt2Small>]
[Dataset<GreaterThan>(Size = 50, Seed = 0)]
[Corruption(Ablation.Interchange)]
[Metric<ProbabilityDifference>]
[Granularity(Granularity.Edge)]
public sealed partial class GreaterThanYears
{
    /// <summary>A hundredth of the largest difference that there can be, which is 1.</summary>
    public const double DefaultThreshold = 0.01;
}

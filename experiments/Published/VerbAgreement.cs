namespace Circuitry.Experiments;

/// <summary>Whether a verb is singular or plural, as its subject is ("Sparse Feature Circuits", Marks et al. 2024).</summary>
[Experiment(
    "pythia-agreement",
    Summary = "how Pythia-70M makes a verb agree with its subject",
    Threshold = VerbAgreement.DefaultThreshold
)]
[Model<Pythia70M>]
[Dataset<SubjectVerbAgreement>(Size = 50, Seed = 0)]
[Corruption(Ablation.Interchange)]
[Metric<LogitDifference>]
[Granularity(Granularity.Edge)]
public sealed partial class VerbAgreement
{
    /// <summary>A difference of logits.</summary>
    public const double DefaultThreshold = 0.05;
}

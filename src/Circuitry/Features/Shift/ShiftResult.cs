using System.Diagnostics;

namespace Circuitry.Features.Shift;

/// <summary>The outcome of SHIFT: judgements and scores.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed record ShiftResult
{
    /// <summary>The name of the judge.</summary>
    public required string Judge { get; init; }

    /// <summary>The options of the run; null if the result does not record them.</summary>
    public ShiftOptions? Options { get; init; }

    /// <summary>The features of the classifier's circuit, each with its judgement, the largest absolute effect first.</summary>
    public required IReadOnlyList<JudgedFeature> Judged { get; init; }

    /// <summary>Scores of the classifier as it was trained.</summary>
    public required ProbeScore Original { get; init; }

    /// <summary>Scores of the original classifier on a model without the irrelevant features.</summary>
    public required ProbeScore Ablated { get; init; }

    /// <summary>Scores of a classifier retrained, on the same texts, on a model without the irrelevant features.</summary>
    public required ProbeScore Retrained { get; init; }

    /// <summary>The irrelevant features.</summary>
    public IEnumerable<FeatureNode> Removed =>
        Judged.Where(judged => judged.Judgement == Judgement.Irrelevant).Select(judged => judged.Evidence.Node);

    /// <summary>Number of irrelevant features and the worst group's scores.</summary>
    public override string ToString() =>
        FormattableString.Invariant(
            $"{Removed.Count()} of {Counted.Of(Judged.Count, "feature")} irrelevant to {Judge}; worst group {Original.WorstGroup:G4}, ablated {Ablated.WorstGroup:G4}, retrained {Retrained.WorstGroup:G4}"
        );
}

/// <summary>A feature that was judged.</summary>
/// <param name="Evidence">The evidence that the judge was given.</param>
/// <param name="Judgement">The judge's verdict.</param>
[DebuggerDisplay("{ToString(),nq}")]
public sealed record JudgedFeature(FeatureEvidence Evidence, Judgement Judgement)
{
    /// <summary>The feature and its judgement.</summary>
    public override string ToString() => $"{Evidence.Node}: {Judgement}";
}

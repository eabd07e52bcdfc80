namespace Circuitry.Features.Shift;

/// <summary>What SHIFT did, and what came of it.</summary>
public sealed record ShiftResult
{
    /// <summary>Who judged.</summary>
    public required string Judge { get; init; }

    /// <summary>How it was gone about; null where a result does not say.</summary>
    public ShiftOptions? Options { get; init; }

    /// <summary>The features of the classifier's circuit with what was said of each, the largest absolute effect first.</summary>
    public required IReadOnlyList<JudgedFeature> Judged { get; init; }

    /// <summary>The classifier as it was trained.</summary>
    public required ProbeScore Original { get; init; }

    /// <summary>The same classifier on a model without the irrelevant features.</summary>
    public required ProbeScore Ablated { get; init; }

    /// <summary>A classifier trained anew, on the same texts, on a model without the irrelevant features.</summary>
    public required ProbeScore Retrained { get; init; }

    /// <summary>The irrelevant features.</summary>
    public IEnumerable<FeatureNode> Removed =>
        Judged.Where(judged => judged.Judgement == Judgement.Irrelevant).Select(judged => judged.Evidence.Node);
}

/// <summary>A feature that was judged.</summary>
/// <param name="Evidence">What the judge was given.</param>
/// <param name="Judgement">What the judge said.</param>
public sealed record JudgedFeature(FeatureEvidence Evidence, Judgement Judgement);

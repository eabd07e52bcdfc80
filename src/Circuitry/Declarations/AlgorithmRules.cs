namespace Circuitry.Discovery;

/// <summary>
/// What an algorithm needs of an experiment, as its <see cref="AlgorithmAttribute"/> says: one set of rules for the drivers that are
/// emitted, the diagnostics and the checks at run time.
/// </summary>
/// <param name="Name">What messages call it.</param>
/// <param name="GradientAtClean">What to use where the gradient at the clean run is zero; null where it takes none there.</param>
/// <param name="CorruptedRun">What to use where the empty circuit is not the corrupted run; null where it does not go there.</param>
/// <param name="EdgesOnly">What to use where units are not edges; null where any units do.</param>
/// <param name="NotNeurons">What to use where units are neurons; null where they do.</param>
internal sealed record AlgorithmRules(
    string Name,
    string? GradientAtClean,
    string? CorruptedRun,
    string? EdgesOnly,
    string? NotNeurons
)
{
    /// <summary>Why the algorithm does not suit an experiment, and what does; null where it does.</summary>
    /// <param name="granularity">The units of a circuit.</param>
    /// <param name="ablation">The name of the ablation.</param>
    /// <param name="endsInCorruptedRun">Whether the model without any edge is the model on the corrupted prompts.</param>
    /// <param name="divergence">Whether the metric is a distance from the full model's own logits.</param>
    public string? Refusal(Granularity granularity, string ablation, bool endsInCorruptedRun, bool divergence) =>
        GradientAtClean is not null && divergence
            ? $"{Name} takes the gradient at the clean run, where a distance from the full model is least and its gradient zero: every score would be 0 or rounding; {GradientAtClean}"
        : CorruptedRun is not null && !endsInCorruptedRun
            ? $"{Name} goes to the corrupted run, which {ablation} ablation does not use; {CorruptedRun}"
        : EdgesOnly is not null && granularity != Granularity.Edge
            ? $"{Name} needs [Granularity(Granularity.Edge)]; {EdgesOnly}"
        : NotNeurons is not null && granularity == Granularity.Neuron
            ? $"{Name} removes whole writers or edges, not neurons; {NotNeurons}"
        : null;
}

using static TorchSharp.torch;

namespace Circuitry.Discovery.Attribution;

/// <summary>The way from the ablated model at 0 to the clean one at 1 along which gradients are taken. Derive from it for a path of your own.</summary>
public abstract record IntegrationPath
{
    /// <summary>The name in files and reports.</summary>
    public abstract string Name { get; }

    /// <summary>The start of the path, at 0; it ends at the clean run, at 1.</summary>
    public abstract string Start { get; }

    /// <summary>Whether it needs all prompts at once; otherwise they go along it part by part, so that memory does not grow with their number.</summary>
    public virtual bool TakesAllPrompts => false;

    /// <summary>Refuses experiments that the path does not fit.</summary>
    /// <exception cref="UnsuitableMethodException">The path does not fit the experiment.</exception>
    public virtual void Check(GraphExperiment experiment) { }

    /// <inheritdoc/>
    public sealed override string ToString() => Name;

    /// <summary>Number of lines of the path; scores are the mean over them.</summary>
    public virtual int Lines(Graph graph) => 1;

    /// <summary>The parts of the prompts that go along the path one after another.</summary>
    internal IReadOnlyList<PromptPart> Parts(GraphExperiment experiment, ScoringOptions options) =>
        TakesAllPrompts ? [new PromptPart(experiment.Prompts, 1)] : PromptParts.Of(experiment, options);

    /// <summary>Makes what takes gradients on the path.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="options">How to score.</param>
    /// <param name="prompts">The prompts of the experiment that go along the path; all of them where <see cref="TakesAllPrompts"/>.</param>
    public abstract ILinearization Prepare(GraphExperiment experiment, ScoringOptions options, PromptPairs prompts);
}

/// <summary>
/// The embedding goes from the corrupted prompts' to the clean prompts', and the model runs freely from there: EAP-IG (inputs)
/// of Hanna et al. 2024, equation 3.
/// </summary>
public sealed record EmbeddingPath : IntegrationPath
{
    /// <inheritdoc/>
    public override string Name => "embedding";

    /// <inheritdoc/>
    public override string Start => "embedding of the corrupted prompts";

    /// <inheritdoc/>
    public override void Check(GraphExperiment experiment)
    {
        if (!experiment.Ablation.EndsInCorruptedRun)
        {
            throw experiment.Unsuitable(
                $"the embedding's path begins at the corrupted run, which {experiment.Ablation} ablation does not use; declare Corruption(Ablation.Interchange), or use {nameof(MaskPath)} or {nameof(ActivationPath)}"
            );
        }
    }

    /// <inheritdoc/>
    public override ILinearization Prepare(GraphExperiment experiment, ScoringOptions options, PromptPairs prompts) =>
        new EmbeddingLinearization(new AttributionContext(experiment, options, prompts));
}

/// <summary>
/// The outputs of one component at a time (the embedding, the heads of one block, the MLP of one block) go from what stands
/// in for them to what they are in the clean run, everything upstream clean and everything downstream running freely; the
/// mean over components: EAP-IG (activations).
/// </summary>
public sealed record ActivationPath : IntegrationPath
{
    /// <inheritdoc/>
    public override string Name => "activations";

    /// <inheritdoc/>
    public override string Start => "ablated output of one component at a time";

    /// <inheritdoc/>
    public override int Lines(Graph graph) => graph.Stages.Count(stage => stage.WriterCount > 0);

    /// <inheritdoc/>
    public override ILinearization Prepare(GraphExperiment experiment, ScoringOptions options, PromptPairs prompts) =>
        new ActivationLinearization(new AttributionContext(experiment, options, prompts));
}

/// <summary>
/// All edges go together from removed to kept, on the emitted patched forward. Scores sum to the rise of the loss between the
/// full and the empty circuit, within the rule's error; auto-circuit's integrated edge gradients.
/// </summary>
/// <remarks>Takes the gradient of the mask itself, so that memory grows with writers times readers' inputs.</remarks>
public sealed record MaskPath : IntegrationPath
{
    /// <inheritdoc/>
    public override string Name => "mask";

    /// <inheritdoc/>
    public override string Start => "every edge removed";

    /// <inheritdoc/>
    public override bool TakesAllPrompts => true;

    /// <inheritdoc/>
    public override ILinearization Prepare(GraphExperiment experiment, ScoringOptions options, PromptPairs prompts) =>
        new MaskLinearization(experiment);
}

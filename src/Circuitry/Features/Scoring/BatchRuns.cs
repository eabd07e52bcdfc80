namespace Circuitry.Features;

/// <summary>The plain runs of a batch on its clean and its corrupted prompts, each computed when first asked for. Owns what it computes.</summary>
/// <param name="task">The task.</param>
/// <param name="batch">The batch.</param>
/// <param name="clean">The clean run where there is one already, which stays the caller's; null to compute it.</param>
internal sealed class BatchRuns(FeatureTask task, FeatureBatch batch, SiteInputs? clean = null) : IDisposable
{
    private SiteInputs? _clean;
    private SiteInputs? _corrupted;

    /// <summary>The activations on the clean prompts.</summary>
    public SiteInputs Clean => clean ?? (_clean ??= SiteInputs.Of(task, batch, batch.Clean));

    /// <summary>The activations on the corrupted prompts.</summary>
    /// <exception cref="PromptException">There are no corrupted prompts.</exception>
    public SiteInputs Corrupted => _corrupted ??= SiteInputs.Of(task, batch, batch.RequireCorrupted());

    public void Dispose()
    {
        _clean?.Dispose();
        _corrupted?.Dispose();
    }
}

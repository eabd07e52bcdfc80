using static TorchSharp.torch;

namespace Circuitry.Features;

/// <summary>
/// A batch's clean run, taken apart at every site, and what stands in for the parts. Owns its tensors.
/// </summary>
internal sealed class FeatureStates : IDisposable
{
    private readonly SiteInputs _clean;
    private readonly Dictionary<FeatureSite, SiteState> _sites = [];

    private FeatureStates(SiteInputs clean, Tensor present) => (_clean, Present) = (clean, present);

    /// <summary>1 for positions that hold tokens and 0 for padding, [batch, position, 1].</summary>
    public Tensor Present { get; }

    /// <summary>The streams in front of each block and, last, behind them all, [batch, position, d_model].</summary>
    public IReadOnlyList<Tensor> Residuals => _clean.Residuals;

    /// <summary>A site's parts.</summary>
    public SiteState this[FeatureSite site] => _sites[site];

    /// <summary>Runs a batch.</summary>
    public static FeatureStates Of(FeatureTask task, FeatureBatch batch, StandIns standIns)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        var states = new FeatureStates(
            SiteInputs.Of(task, batch, batch.Clean),
            batch.Present().DetachFromDisposeScope()
        );
        using var runs = new BatchRuns(task, batch, states._clean);
        foreach (var site in task.Sites)
        {
            using var inner = NewDisposeScope();
            var (dictionary, input) = (task.Dictionaries[site], states._clean[site]);
            var features = dictionary.Encode(input);
            var error = dictionary.Error(input, features);
            var (standInFeatures, standInError) = standIns.At(task, batch, site, runs);
            states._sites.Add(
                site,
                new SiteState
                {
                    Input = input,
                    Features = features.DetachFromDisposeScope(),
                    FeatureDifference = ((standInFeatures - features) * states.Present).DetachFromDisposeScope(),
                    ErrorDifference = ((standInError - error) * states.Present).DetachFromDisposeScope(),
                }
            );
        }

        return states;
    }

    public void Dispose()
    {
        foreach (var state in _sites.Values)
        {
            state.Features.Dispose();
            state.FeatureDifference.Dispose();
            state.ErrorDifference.Dispose();
        }

        Present.Dispose();
        _clean.Dispose();
    }
}

/// <summary>A site's activation on the clean prompts and how far what stands in for its parts lies from them; zero where padded.</summary>
internal sealed record SiteState
{
    /// <summary>The activation, [batch, position, d_in].</summary>
    public required Tensor Input { get; init; }

    /// <summary>Its features, [batch, position, d_sae].</summary>
    public required Tensor Features { get; init; }

    /// <summary>What stands in for the features minus the features, [batch, position, d_sae].</summary>
    public required Tensor FeatureDifference { get; init; }

    /// <summary>What stands in for the error term minus the error term, [batch, position, d_in].</summary>
    public required Tensor ErrorDifference { get; init; }
}

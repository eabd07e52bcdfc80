using static TorchSharp.torch;

namespace Circuitry.Features.Shift;

/// <summary>
/// Removes features from a model: they are replaced at every token and all sites at once, and error terms stay ("Sparse Feature
/// Circuits", section 4, step 3). Owns its tensors.
/// </summary>
internal sealed class FeatureRemoval : IDisposable
{
    private readonly List<(FeatureDictionary Dictionary, Tensor Kept, Tensor StandIn)> _sites = [];

    // Error terms stay wherever a feature is removed, so that nothing ever replaces them.
    private readonly Tensor _error;
    private readonly Tensor _nothing;

    /// <summary>Prepares to remove features.</summary>
    /// <param name="model">The model.</param>
    /// <param name="dictionaries">Their dictionaries.</param>
    /// <param name="removed">The features.</param>
    /// <param name="standIn">The replacement of all of a site's features, [d_sae], owned from now on; null for zero.</param>
    public FeatureRemoval(
        TransformerModel model,
        FeatureDictionaries dictionaries,
        IEnumerable<FeatureNode> removed,
        Func<FeatureSite, Tensor>? standIn = null
    )
    {
        _error = ones([1], @bool, model.Device).DetachFromDisposeScope();
        _nothing = zeros([1], model.NumberType, model.Device).DetachFromDisposeScope();
        foreach (var site in removed.Where(node => !node.IsError).GroupBy(node => node.Site))
        {
            var dictionary = dictionaries[site.Key];
            var kept = new bool[dictionary.Width];
            Array.Fill(kept, true);
            foreach (var node in site)
            {
                kept[node.Feature] = false;
            }

            _sites.Add(
                (
                    dictionary,
                    tensor(kept).to(model.Device).DetachFromDisposeScope(),
                    (standIn?.Invoke(site.Key) ?? zeros([1], model.NumberType, model.Device)).DetachFromDisposeScope()
                )
            );
        }
    }

    /// <summary>Adds the removal of the features to a tap.</summary>
    public void Apply(Tap tap)
    {
        foreach (var (dictionary, kept, standIn) in _sites)
        {
            FeatureAblation.Replace(tap, dictionary, kept, _error, (standIn, _nothing));
        }
    }

    public void Dispose()
    {
        _error.Dispose();
        _nothing.Dispose();
        foreach (var (_, kept, standIn) in _sites)
        {
            kept.Dispose();
            standIn.Dispose();
        }
    }
}

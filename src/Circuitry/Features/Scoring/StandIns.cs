using static TorchSharp.torch;

namespace Circuitry.Features;

/// <summary>What an ablation puts in place of the features and the error term of every site. Owns its tensors.</summary>
internal sealed class StandIns : IDisposable
{
    private readonly Ablation _ablation;
    private readonly Dictionary<FeatureSite, (Tensor Features, Tensor Error)> _means;

    private StandIns(Ablation ablation, Dictionary<FeatureSite, (Tensor, Tensor)> means) =>
        (_ablation, _means) = (ablation, means);

    /// <summary>
    /// Takes the means over all corrupted prompts, or over the clean ones where there are no others, position by position from
    /// the last, where they are what stands in.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The dictionaries have been disposed.</exception>
    /// <exception cref="UnsuitableMethodException">Prompts are taken batch by batch, and the ablation, which is no mean, couples them.</exception>
    public static StandIns Of(FeatureTask task, Ablation ablation)
    {
        task.Dictionaries.ThrowIfDisposed();
        if (ablation is not MeanAblation)
        {
            return ablation.CouplesPrompts
                ? throw new UnsuitableMethodException(
                    $"{ablation} replaces a prompt's features by what depends on other prompts, and features are taken batch by batch; use an ablation whose {nameof(Ablation.CouplesPrompts)} is false, or Ablation.Mean"
                )
                : new StandIns(ablation, []);
        }

        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        var sums = task.Sites.ToDictionary(
            site => site,
            site =>
                (
                    Features: zeros([task.Length, task.Dictionaries[site].Width], float64, task.Model.Device),
                    Error: zeros([task.Length, task.Dictionaries[site].InputWidth], float64, task.Model.Device)
                )
        );
        var present = zeros([task.Length, 1], float64, task.Model.Device);
        for (var index = 0; index < task.Batches; index++)
        {
            using var inner = NewDisposeScope();
            using var batch = task.Batch(index);
            var mask = batch.Present().to(float64);
            var first = task.Length - batch.Length;
            present.narrow(0, first, batch.Length).add_(mask.sum(dim: 0), Scalars.One);
            using var inputs = SiteInputs.Of(task, batch, batch.Corrupted ?? batch.Clean);
            foreach (var site in task.Sites)
            {
                var (dictionary, input) = (task.Dictionaries[site], inputs[site]);
                var features = dictionary.Encode(input);
                var error = dictionary.Error(input, features);
                Sum(sums[site].Features, features, mask, first);
                Sum(sums[site].Error, error, mask, first);
            }
        }

        present.clamp_min_(Scalars.One);
        return new StandIns(
            ablation,
            sums.ToDictionary(
                pair => pair.Key,
                pair =>
                    (
                        (pair.Value.Features / present).to(task.Model.NumberType).DetachFromDisposeScope(),
                        (pair.Value.Error / present).to(task.Model.NumberType).DetachFromDisposeScope()
                    )
            )
        );
    }

    /// <summary>What replaces a site's features, [batch or 1, position, d_sae], and its error term, [batch or 1, position, d_in]; of the current scope.</summary>
    /// <param name="task">The task.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="site">The site.</param>
    /// <param name="runs">The batch's plain runs, of which no more is computed than the ablation asks for.</param>
    public (Tensor Features, Tensor Error) At(FeatureTask task, FeatureBatch batch, FeatureSite site, BatchRuns runs)
    {
        if (_means.TryGetValue(site, out var mean))
        {
            var first = mean.Features.size(0) - batch.Length;
            return (
                mean.Features.narrow(0, first, batch.Length).unsqueeze(0),
                mean.Error.narrow(0, first, batch.Length).unsqueeze(0)
            );
        }

        var dictionary = task.Dictionaries[site];
        var clean = new Lazy<(Tensor Features, Tensor Error)>(() => Parts(runs.Clean[site]));
        var corrupted = new Lazy<(Tensor Features, Tensor Error)>(() => Parts(runs.Corrupted[site]));
        return (Replaced("features", parts => parts.Features), Replaced("error", parts => parts.Error));

        Tensor Replaced(string part, Func<(Tensor Features, Tensor Error), Tensor> of) =>
            _ablation.Replace(
                new AblatedActivation(
                    task.Model,
                    $"{site.Name}/{part}",
                    batch.Pairs,
                    () => of(clean.Value),
                    () => of(corrupted.Value),
                    batch.Clean.Nothing
                )
            );

        (Tensor, Tensor) Parts(Tensor input)
        {
            var features = dictionary.Encode(input);
            return (features, dictionary.Error(input, features));
        }
    }

    public void Dispose()
    {
        foreach (var (features, error) in _means.Values)
        {
            features.Dispose();
            error.Dispose();
        }
    }

    private static void Sum(Tensor sums, Tensor values, Tensor mask, int first) =>
        sums.narrow(0, first, values.size(1)).add_((values.to(float64) * mask).sum(dim: 0), Scalars.One);
}

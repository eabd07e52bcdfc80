using static TorchSharp.torch;

namespace Circuitry.Features;

/// <summary>A plain run: the activations at a task's sites, and the stream in front of every block. Owns its tensors.</summary>
internal sealed class SiteInputs : IDisposable
{
    private readonly SortedList<FeatureSite, Tensor> _inputs = [];
    private readonly List<Tensor> _residuals = [];

    private SiteInputs() { }

    /// <summary>The activation at a site, [batch, position, d_in].</summary>
    public Tensor this[FeatureSite site] => _inputs[site];

    /// <summary>The streams in front of each block and, last, behind them all, [batch, position, d_model].</summary>
    public IReadOnlyList<Tensor> Residuals => _residuals;

    /// <summary>Runs prompts of a batch up to its loss.</summary>
    public static SiteInputs Of(FeatureTask task, FeatureBatch batch, Sequence sequence)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        var run = new SiteInputs();
        var tap = new Tap(task.Model.Architecture.Layers);
        foreach (var site in task.Sites)
        {
            Splice.Read(tap, site, value => run._inputs[site] = value.clone().DetachFromDisposeScope());
        }

        run._residuals.Add(task.Model.Embed(sequence, tap).DetachFromDisposeScope());
        for (var layer = 0; layer < batch.Blocks; layer++)
        {
            run._residuals.Add(task.Model.Block(layer, run._residuals[layer], sequence, tap).DetachFromDisposeScope());
        }

        return run;
    }

    public void Dispose()
    {
        foreach (var input in _inputs.Values)
        {
            input.Dispose();
        }

        _residuals.ForEach(residual => residual.Dispose());
    }
}

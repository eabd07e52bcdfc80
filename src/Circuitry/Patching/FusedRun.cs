using static TorchSharp.torch;

namespace Circuitry;

/// <summary>
/// A plain run, block by block, and the activation of each component: heads before W_O, so that a block costs one d_model for
/// all of its heads together and not one for each. Owns its tensors.
/// </summary>
internal sealed class FusedRun : IDisposable
{
    private FusedRun(IReadOnlyList<Component> components, Tensor[] activations, Tensor[] residuals) =>
        (Components, Activations, Residuals) = (components, activations, residuals);

    /// <summary>The components, in forward order.</summary>
    public IReadOnlyList<Component> Components { get; }

    /// <summary>
    /// The activation of each, [batch, position, d_model], of heads [batch, position, head, d_head] and of neurons [batch, position,
    /// d_mlp].
    /// </summary>
    public IReadOnlyList<Tensor> Activations { get; }

    /// <summary>The stream in front of each block and, last, behind them all, [batch, position, d_model].</summary>
    public IReadOnlyList<Tensor> Residuals { get; }

    /// <summary>Runs a model. Call under no_grad.</summary>
    public static FusedRun Of(TransformerModel model, IReadOnlyList<Component> components, Sequence sequence)
    {
        using var scope = NewDisposeScope();
        var tap = new Tap(model.Architecture.Layers);
        foreach (var component in components)
        {
            tap.Read(component.Site, component.Layer);
        }

        var residuals = new List<Tensor> { model.Embed(sequence, tap) };
        for (var layer = 0; layer < model.Architecture.Layers; layer++)
        {
            residuals.Add(model.Block(layer, residuals[^1], sequence, tap));
        }

        return new FusedRun(components, [.. components.Select(Taken)], [.. residuals.Select(Kept)]);

        Tensor Taken(Component component)
        {
            using var read = tap.Take(component.Site, component.Layer);
            return Kept(read.contiguous().alias());
        }
    }

    public void Dispose()
    {
        foreach (var tensor in Activations.Concat(Residuals))
        {
            tensor.Dispose();
        }
    }

    private static Tensor Kept(Tensor tensor) => tensor.DetachFromDisposeScope();
}

using static TorchSharp.torch;

namespace Circuitry;

/// <summary>
/// A plain run, block by block, and what it leaves of each writer: heads before W_O, so that a block costs one d_model for
/// all of its heads together and not one for each. Owns its tensors.
/// </summary>
internal sealed class FusedRun : IDisposable
{
    private FusedRun(Tensor[] embeddings, Tensor[] residuals, Tensor[] mixed, Tensor[] mlp)
    {
        Embeddings = embeddings;
        Residuals = residuals;
        Mixed = mixed;
        Mlp = mlp;
    }

    /// <summary>What each embedding writer of the graph adds, [batch, position, d_model].</summary>
    public IReadOnlyList<Tensor> Embeddings { get; }

    /// <summary>The stream in front of each block and, last, behind them all, [batch, position, d_model].</summary>
    public IReadOnlyList<Tensor> Residuals { get; }

    /// <summary>Mixed values of each block, [batch, position, head, d_head].</summary>
    public IReadOnlyList<Tensor> Mixed { get; }

    /// <summary>What each block's MLP adds, with b_out, [batch, position, d_model]; none where there are no MLPs.</summary>
    public IReadOnlyList<Tensor> Mlp { get; }

    /// <summary>Runs a model. Call under no_grad.</summary>
    public static FusedRun Of(TransformerModel model, Graph graph, Sequence sequence)
    {
        var a = model.Architecture;
        using var scope = NewDisposeScope();
        var tokens = model.EmbedTokens(sequence);
        var positions = model.EmbedPositions(sequence);
        var residual = positions is null ? tokens.alias() : Ops.Add(tokens, positions);
        Tensor[] embeddings = graph.SplitEmbedding ? [tokens, positions!] : [residual.alias()];
        var residuals = new List<Tensor> { residual };
        var (mixed, mlp) = (new List<Tensor>(), new List<Tensor>());
        for (var layer = 0; layer < a.Layers; layer++)
        {
            var tap = new Tap(a.Layers);
            tap.Read(HookSite.MixedValue, layer);
            if (!a.AttentionOnly)
            {
                tap.Read(HookSite.MlpOutput, layer);
            }

            residual = model.Block(layer, residual, sequence, tap);
            residuals.Add(residual);
            using var read = tap.Take(HookSite.MixedValue, layer);
            mixed.Add(read.contiguous().alias());
            if (!a.AttentionOnly)
            {
                mlp.Add(tap.Take(HookSite.MlpOutput, layer));
            }
        }

        return new FusedRun(Kept(embeddings), Kept(residuals), Kept(mixed), Kept(mlp));
    }

    public void Dispose()
    {
        foreach (var tensor in Embeddings.Concat(Residuals).Concat(Mixed).Concat(Mlp))
        {
            tensor.Dispose();
        }
    }

    private static Tensor[] Kept(IEnumerable<Tensor> tensors) => [.. tensors.Select(t => t.DetachFromDisposeScope())];
}

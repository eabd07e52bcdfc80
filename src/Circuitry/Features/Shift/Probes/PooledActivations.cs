using static TorchSharp.torch;

namespace Circuitry.Features.Shift;

/// <summary>Inputs of a probe: for each text the mean over its tokens of the residual stream behind a block.</summary>
internal static class PooledActivations
{
    private const int BatchSize = 64;

    /// <summary>The mean over positions that hold tokens, [..., batch, d_model].</summary>
    /// <param name="residual">[..., batch, position, d_model].</param>
    /// <param name="present">1 where there are tokens, [batch, position, 1].</param>
    public static Tensor Mean(Tensor residual, Tensor present)
    {
        using var scope = NewDisposeScope();
        return ((residual * present).sum(dim: -2) / present.sum(dim: -2)).MoveToOuterDisposeScope();
    }

    /// <summary>Pools the streams of texts, [text, d_model]; the caller's.</summary>
    /// <param name="model">The model.</param>
    /// <param name="prompts">The texts, token ids each.</param>
    /// <param name="block">The block behind which the stream is read.</param>
    /// <param name="patch">Adds patches to the forward pass; null for none.</param>
    public static Tensor Of(
        TransformerModel model,
        IReadOnlyList<IReadOnlyList<int>> prompts,
        int block,
        Action<Tap>? patch
    )
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        var pooled = new List<Tensor>();
        foreach (var chunk in prompts.Chunk(BatchSize))
        {
            using var inner = NewDisposeScope();
            using var sequence = Sequence.Of(new Prompts(chunk), model);
            var tap = new Tap(model.Architecture.Layers);
            patch?.Invoke(tap);
            var residual = model.Residual(sequence, tap, block + 1);
            pooled.Add(Mean(residual, sequence.Present(model.NumberType, model.Device)).MoveToOuterDisposeScope());
        }

        return cat(pooled, 0).MoveToOuterDisposeScope();
    }
}

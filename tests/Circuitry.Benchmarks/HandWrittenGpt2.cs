using static TorchSharp.torch;

namespace Circuitry.Benchmarks;

/// <summary>
/// GPT-2's forward pass as one would write it in TorchSharp for speed: one projection for queries, keys and values, biases
/// added in the matrix products, one dispose scope per block.
/// </summary>
internal sealed class HandWrittenGpt2(TransformerWeights weights) : IDisposable
{
    private readonly Tensor _mask = full(
            weights.Architecture.Context,
            weights.Architecture.Context,
            Scalars.Of(double.NegativeInfinity)
        )
        .triu(1);

    /// <summary>The residual stream behind the last block, [batch, position, d_model].</summary>
    public Tensor Residual(Tensor tokens)
    {
        using var scope = NewDisposeScope();
        long batch = tokens.size(0),
            length = tokens.size(1);
        var width = weights.Architecture.ModelWidth;
        var x = weights.W_E.index_select(0, tokens.flatten()).view(batch, length, width);
        x = Ops.Add(x, weights.W_pos!.narrow(0, 0, length)).view(batch * length, width);
        var mask = _mask.narrow(0, 0, length).narrow(1, 0, length);
        foreach (var layer in weights.Layers)
        {
            x = Block(layer, x, mask, batch, length);
        }

        return x.view(batch, length, width).MoveToOuterDisposeScope();
    }

    /// <summary>The logits, [..., d_vocab].</summary>
    public Tensor Logits(Tensor residual)
    {
        using var scope = NewDisposeScope();
        var width = weights.Architecture.ModelWidth;
        var normalized = nn.functional.layer_norm(
            residual,
            [width],
            weights.FinalNormScale,
            weights.FinalNormBias,
            weights.Architecture.Norm.Epsilon
        );
        return normalized.matmul(weights.W_U).MoveToOuterDisposeScope();
    }

    public void Dispose() => _mask.Dispose();

    private Tensor Block(LayerWeights w, Tensor x, Tensor mask, long batch, long length)
    {
        using var scope = NewDisposeScope();
        var a = weights.Architecture;
        var normalized = nn.functional.layer_norm(x, [a.ModelWidth], w.Norm1Scale, w.Norm1Bias, a.Norm.Epsilon);
        var split = w.b_QKV!.addmm(normalized, w.W_QKV, 1, 1)
            .view(batch, length, 3, a.Heads, a.HeadWidth)
            .permute(2, 0, 3, 1, 4)
            .unbind(0);
        var scores = Ops.Divide(split[0].matmul(split[1].transpose(-2, -1)), Math.Sqrt(a.HeadWidth));
        var pattern = Ops.Add(scores, mask).softmax(-1);
        var mixed = pattern.matmul(split[2]).transpose(1, 2).reshape(batch * length, a.ModelWidth);
        x = Ops.Add(x, w.b_O!.addmm(mixed, w.W_O, 1, 1));
        normalized = nn.functional.layer_norm(x, [a.ModelWidth], w.Norm2Scale, w.Norm2Bias, a.Norm.Epsilon);
        var hidden = nn.functional.gelu(
            w.b_in!.addmm(normalized, w.W_in!, 1, 1),
            TorchSharp.Modules.GELU.Approximate.tanh
        );
        return Ops.Add(x, w.b_out!.addmm(hidden, w.W_out!, 1, 1)).MoveToOuterDisposeScope();
    }
}

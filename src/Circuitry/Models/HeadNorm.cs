using static TorchSharp.torch;

namespace Circuitry.Emitted;

/// <summary>Norms of queries and keys. Emitted code calls the ones its architecture has.</summary>
public static class HeadNorm
{
    /// <summary>Norms heads one by one, each with a scale and bias of its own, [head, row, position, d_head].</summary>
    /// <param name="x">Queries or keys before rotation, [head, row, position, d_head].</param>
    /// <param name="scale">[head * d_head]; null for none.</param>
    /// <param name="bias">[head * d_head]; null for none.</param>
    /// <param name="epsilon">Added to the mean square.</param>
    /// <param name="centres">Whether the mean over d_head is subtracted first.</param>
    /// <param name="perHead">From scales or biases, [head, 1, 1, d_head], to those of the rows of <paramref name="x"/>; null where these are all heads.</param>
    public static Tensor Each(
        Tensor x,
        Tensor? scale,
        Tensor? bias,
        double epsilon,
        bool centres,
        Func<Tensor, Tensor>? perHead = null
    )
    {
        using var scope = NewDisposeScope();
        var wide = Ops.Widened(x);
        var normed = centres ? Ops.LayerNorm(wide, null, null, epsilon) : Ops.RmsNorm(wide, null, epsilon);
        if (scale is not null)
        {
            normed = normed * OfHeads(scale);
        }

        if (bias is not null)
        {
            normed = Ops.Add(normed, OfHeads(bias));
        }

        return normed.to(x.dtype).MoveToOuterDisposeScope();

        Tensor OfHeads(Tensor flat)
        {
            var all = flat.view(-1, 1, 1, x.size(-1));
            return perHead is null ? all : perHead(all);
        }
    }

    /// <summary>Norms the heads of a position as one vector, [..., head * d_head].</summary>
    /// <param name="x">Queries or keys before rotation, heads side by side, [..., head * d_head].</param>
    /// <param name="scale">[head * d_head]; null for none.</param>
    /// <param name="bias">[head * d_head]; null for none.</param>
    /// <param name="epsilon">Added to the mean square.</param>
    /// <param name="centres">Whether the mean over all heads is subtracted first.</param>
    public static Tensor Whole(Tensor x, Tensor? scale, Tensor? bias, double epsilon, bool centres)
    {
        using var scope = NewDisposeScope();
        var normed = centres ? Ops.LayerNorm(x, scale, bias, epsilon) : Ops.RmsNorm(x, scale, epsilon);
        return (centres || bias is null ? normed : Ops.Add(normed, bias)).MoveToOuterDisposeScope();
    }
}

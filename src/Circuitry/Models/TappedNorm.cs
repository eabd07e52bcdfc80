using static TorchSharp.torch;

namespace Circuitry.Emitted;

/// <summary>Norms that can be read and patched inside. Emitted code calls the one its architecture has.</summary>
/// <remarks>
/// What TransformerLens passes through <c>hook_normalized</c>: the output of a LayerNorm, scale and bias included, and the
/// quotient of a root mean square norm, before its scale.
/// </remarks>
public static class TappedNorm
{
    /// <summary>LayerNorm over the last dimension, [..., d_model].</summary>
    /// <param name="x">[..., d_model].</param>
    /// <param name="scale">[d_model]; null where it has been folded away.</param>
    /// <param name="bias">[d_model]; null where it has been folded away.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="tap">Patches and reads to apply.</param>
    /// <param name="scaleSite">The hook site of the divisor.</param>
    /// <param name="normalizedSite">The hook site of the output.</param>
    /// <param name="layer">The block, or -1.</param>
    public static Tensor LayerNorm(
        Tensor x,
        Tensor? scale,
        Tensor? bias,
        double epsilon,
        Tap tap,
        HookSite scaleSite,
        HookSite normalizedSite,
        int layer
    )
    {
        if (!tap.Wants(scaleSite, layer) && !tap.Wants(normalizedSite, layer))
        {
            return Ops.LayerNorm(x, scale, bias, epsilon);
        }

        using var scope = NewDisposeScope();
        var output = Quotient(x - x.mean([-1], keepdim: true), epsilon, tap, scaleSite, layer);
        if (scale is not null)
        {
            output = output * scale;
        }

        if (bias is not null)
        {
            output = Ops.Add(output, bias);
        }

        return tap.Pass(normalizedSite, layer, output).alias().MoveToOuterDisposeScope();
    }

    /// <summary>Root mean square norm over the last dimension, [..., d_model].</summary>
    /// <param name="x">[..., d_model].</param>
    /// <param name="scale">[d_model]; null where it has been folded away.</param>
    /// <param name="epsilon">Added to the mean square.</param>
    /// <param name="tap">Patches and reads to apply.</param>
    /// <param name="scaleSite">The hook site of the divisor.</param>
    /// <param name="normalizedSite">The hook site of the quotient.</param>
    /// <param name="layer">The block, or -1.</param>
    public static Tensor RmsNorm(
        Tensor x,
        Tensor? scale,
        double epsilon,
        Tap tap,
        HookSite scaleSite,
        HookSite normalizedSite,
        int layer
    )
    {
        if (!tap.Wants(scaleSite, layer) && !tap.Wants(normalizedSite, layer))
        {
            return Ops.RmsNorm(x, scale, epsilon);
        }

        using var scope = NewDisposeScope();
        var quotient = tap.Pass(normalizedSite, layer, Quotient(x, epsilon, tap, scaleSite, layer));
        return (scale is null ? quotient.alias() : quotient * scale).MoveToOuterDisposeScope();
    }

    private static Tensor Quotient(Tensor x, double epsilon, Tap tap, HookSite scaleSite, int layer) =>
        x / tap.Pass(scaleSite, layer, Ops.Add(Ops.Square(x).mean([-1], keepdim: true), epsilon).sqrt());
}

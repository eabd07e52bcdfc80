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
            return tap.Rule.FreezesNorms ? Frozen(x, scale, bias, epsilon) : Ops.LayerNorm(x, scale, bias, epsilon);
        }

        using var scope = NewDisposeScope();
        var wide = Ops.Widened(x);
        var output = Quotient(wide - wide.mean([-1], keepdim: true), epsilon, tap, scaleSite, layer);
        if (scale is not null)
        {
            output = output * scale;
        }

        if (bias is not null)
        {
            output = Ops.Add(output, bias);
        }

        return tap.Pass(normalizedSite, layer, output.to(x.dtype)).alias().MoveToOuterDisposeScope();
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
            return tap.Rule.FreezesNorms ? Frozen(x, scale, epsilon) : Ops.RmsNorm(x, scale, epsilon);
        }

        using var scope = NewDisposeScope();
        var quotient = tap.Pass(normalizedSite, layer, Quotient(Ops.Widened(x), epsilon, tap, scaleSite, layer));
        return (scale is null ? quotient : quotient * scale).to(x.dtype).alias().MoveToOuterDisposeScope();
    }

    private static Tensor Quotient(Tensor x, double epsilon, Tap tap, HookSite scaleSite, int layer) =>
        x / tap.Pass(scaleSite, layer, tap.Rule.Divisor(Divisor(x, epsilon)));

    private static Tensor Divisor(Tensor x, double epsilon) =>
        Ops.Add(Ops.Square(x).mean([-1], keepdim: true), epsilon).sqrt();

    private static Tensor Frozen(Tensor x, Tensor? scale, Tensor? bias, double epsilon)
    {
        using var scope = NewDisposeScope();
        var value = Ops.LayerNorm(x.detach(), scale, bias, epsilon);
        return WithGradient(value, x - x.mean([-1], keepdim: true), scale, epsilon).MoveToOuterDisposeScope();
    }

    private static Tensor Frozen(Tensor x, Tensor? scale, double epsilon)
    {
        using var scope = NewDisposeScope();
        return WithGradient(Ops.RmsNorm(x.detach(), scale, epsilon), x, scale, epsilon).MoveToOuterDisposeScope();
    }

    /// <summary>The value that the ordinary norm gives, to the bit, with the gradient of the same norm by a constant divisor.</summary>
    private static Tensor WithGradient(Tensor value, Tensor x, Tensor? scale, double epsilon)
    {
        var linear = x / Divisor(x.detach(), epsilon);
        linear = scale is null ? linear : linear * scale;
        // The difference is zero, and so adds a gradient and nothing else.
        return Ops.Add(value, linear - linear.detach());
    }
}

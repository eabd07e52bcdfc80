using static TorchSharp.torch;

namespace Circuitry;

/// <summary>Norms that can be read and patched inside. Emitted code calls the one its architecture has.</summary>
public static class TappedNorm
{
    /// <summary>LayerNorm over the last dimension, [..., d_model].</summary>
    /// <param name="x">[..., d_model].</param>
    /// <param name="scale">[d_model]; null where it has been folded away.</param>
    /// <param name="bias">[d_model]; null where it has been folded away.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="tap">What to do at the hook points.</param>
    /// <param name="scaleSite">The place of what is divided by.</param>
    /// <param name="normalizedSite">The place of the quotient.</param>
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
        var centred = x - x.mean([-1], keepdim: true);
        return Finish(centred, scale, bias, epsilon, tap, scaleSite, normalizedSite, layer).MoveToOuterDisposeScope();
    }

    /// <summary>Root mean square norm over the last dimension, [..., d_model].</summary>
    /// <inheritdoc cref="LayerNorm"/>
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
        return Finish(x, scale, null, epsilon, tap, scaleSite, normalizedSite, layer).MoveToOuterDisposeScope();
    }

    private static Tensor Finish(
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
        var size = tap.Pass(scaleSite, layer, Ops.Add(Ops.Square(x).mean([-1], keepdim: true), epsilon).sqrt());
        var normalized = tap.Pass(normalizedSite, layer, x / size);
        if (scale is not null)
        {
            normalized = normalized * scale;
        }

        return bias is null ? normalized.alias() : Ops.Add(normalized, bias);
    }
}

using static TorchSharp.torch;

namespace Circuitry.Tensors;

public static partial class Ops
{
    private static readonly long[] LastDimension = [-1];

    /// <summary>LayerNorm over the last dimension; of half precision in float32, rounded in the end.</summary>
    /// <param name="x">[..., d_model].</param>
    /// <param name="scale">[d_model], or null for none.</param>
    /// <param name="bias">[d_model], or null for none.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <returns>[..., d_model].</returns>
    public static Tensor LayerNorm(Tensor x, Tensor? scale, Tensor? bias, double epsilon)
    {
        if (!IsHalf(x))
        {
            return nn.functional.layer_norm(x, [x.size(-1)], scale, bias, epsilon);
        }

        using var scope = NewDisposeScope();
        var normed = nn.functional.layer_norm(Widened(x), [x.size(-1)], Wide(scale), Wide(bias), epsilon);
        return normed.to(x.dtype).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// Root mean square norm: x / sqrt(mean(x^2) + epsilon) over the last dimension, times the scale; of half precision in float32,
    /// rounded in the end.
    /// </summary>
    /// <param name="x">[..., d_model].</param>
    /// <param name="scale">[d_model], or null for none.</param>
    /// <param name="epsilon">Added to the mean square.</param>
    /// <returns>[..., d_model].</returns>
    public static Tensor RmsNorm(Tensor x, Tensor? scale, double epsilon)
    {
        if (IsHalf(x))
        {
            using var scope = NewDisposeScope();
            return RmsNorm(Widened(x), Wide(scale), epsilon).to(x.dtype).MoveToOuterDisposeScope();
        }

        using var meanSquare = MeanSquare(x);
        using var shifted = Add(meanSquare, epsilon);
        using var inverse = shifted.rsqrt();
        if (scale is null)
        {
            return x.mul(inverse);
        }

        using var normalized = x.mul(inverse);
        return normalized.mul(scale);
    }

    /// <summary>LayerNorm's two halves before its learned scale and bias.</summary>
    /// <param name="x">[..., d_model].</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <returns>sqrt(variance + epsilon) [..., 1] and (x - mean) / that [..., d_model].</returns>
    internal static (Tensor Scale, Tensor Normalized) LayerNormParts(Tensor x, double epsilon)
    {
        using var mean = x.mean(LastDimension, keepdim: true);
        using var centred = x.sub(mean);
        return RmsNormParts(centred, epsilon);
    }

    /// <summary>The root mean square norm's two halves before its learned scale.</summary>
    /// <param name="x">[..., d_model].</param>
    /// <param name="epsilon">Added to the mean square.</param>
    /// <returns>sqrt(mean(x^2) + epsilon) [..., 1] and x / that [..., d_model].</returns>
    internal static (Tensor Scale, Tensor Normalized) RmsNormParts(Tensor x, double epsilon)
    {
        using var meanSquare = MeanSquare(x);
        using var shifted = Add(meanSquare, epsilon);
        var scale = shifted.sqrt();
        return (scale, x.div(scale));
    }

    /// <summary>A half-precision tensor in float32, and any other as it is; a new tensor.</summary>
    public static Tensor Widened(Tensor x) => IsHalf(x) ? x.to(ScalarType.Float32) : x.alias();

    private static Tensor? Wide(Tensor? x) => x is null ? null : Widened(x);

    private static bool IsHalf(Tensor x) => x.dtype is ScalarType.Float16 or ScalarType.BFloat16;

    private static Tensor MeanSquare(Tensor x)
    {
        // Not square(), which is a power with a hidden Scalar.
        using var squares = x.mul(x);
        return squares.mean(LastDimension, keepdim: true);
    }
}

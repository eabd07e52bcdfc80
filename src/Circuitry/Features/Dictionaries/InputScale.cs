using static TorchSharp.torch;

namespace Circuitry.Features;

/// <summary>The arithmetic of <see cref="InputNormalization"/>.</summary>
internal static class InputScale
{
    // In SAELens's layer norm, added to the deviation on the way in and not on the way back.
    private const double Epsilon = 1e-5;

    // An activation of zeros, as attention gives where there is nothing to attend to, has no direction: it stays zero instead of becoming
    // NaN. A root has no slope at zero, so that what it is taken of is bounded; in float32 this still is a normal number.
    private const double LeastSquare = 1e-36;

    private static readonly long[] Last = [-1];

    /// <summary>The activation in the dictionary's scale.</summary>
    public static Tensor Apply(InputNormalization kind, Tensor input) =>
        kind switch
        {
            InputNormalization.ConstantNormRescale => input.div(OneScale(input)),
            InputNormalization.LayerNorm => Standardized(input),
            _ => input.alias(),
        };

    /// <summary>A reconstruction in the scale of its activation, which counts as a constant.</summary>
    public static Tensor Undo(InputNormalization kind, Tensor reconstruction, Tensor input)
    {
        var original = input.detach();
        return kind switch
        {
            InputNormalization.ConstantNormRescale => reconstruction.mul(OneScale(original)),
            InputNormalization.LayerNorm => Ops.Add(reconstruction.mul(Deviation(original)), Mean(original)),
            _ => reconstruction.alias(),
        };
    }

    /// <summary>A gradient with respect to the undone reconstruction as one with respect to the reconstruction.</summary>
    public static Tensor UndoGradient(InputNormalization kind, Tensor gradient, Tensor input) =>
        kind switch
        {
            InputNormalization.ConstantNormRescale => gradient.mul(OneScale(input)),
            InputNormalization.LayerNorm => gradient.mul(Deviation(input)),
            _ => gradient.alias(),
        };

    /// <summary>A gradient with respect to the scaled activation as one with respect to the activation, whose scale varies with it.</summary>
    public static Tensor ApplyGradient(InputNormalization kind, Tensor gradient, Tensor input)
    {
        switch (kind)
        {
            case InputNormalization.ConstantNormRescale:
                // y = x / s with s = |x| / sqrt(d): the part along x does not change y.
                var scale = OneScale(input);
                var y = input.div(scale);
                return gradient.sub(y.mul(Dot(gradient, y)).div(WidthOf(input))).div(scale);
            case InputNormalization.LayerNorm:
                var deviation = Deviation(input);
                var divisor = Ops.Add(deviation, Epsilon);
                var centred = input.sub(Mean(input));
                var through = gradient.sub(Mean(gradient)).div(divisor);
                // d deviation / dx = centred / (deviation (d - 1)).
                var along = centred
                    .mul(Dot(gradient, centred))
                    .div(Ops.Square(divisor).mul(deviation).mul(WidthOf(input).sub(Scalars.One)));
                return through.sub(along);
            default:
                return gradient.alias();
        }
    }

    /// <summary>The factor that restores a reconstruction's scale, [..., 1]; null for none.</summary>
    public static Tensor? OutputScale(InputNormalization kind, Tensor input) =>
        kind switch
        {
            InputNormalization.ConstantNormRescale => OneScale(input),
            InputNormalization.LayerNorm => Deviation(input),
            _ => null,
        };

    private static Tensor OneScale(Tensor x) => Root(Ops.Sum(Ops.Square(x), -1, keepDim: true)).div(WidthOf(x).sqrt());

    private static Tensor Standardized(Tensor x) => x.sub(Mean(x)).div(Ops.Add(Deviation(x), Epsilon));

    private static Tensor Mean(Tensor x) => x.mean(Last, keepdim: true);

    private static Tensor Deviation(Tensor x) =>
        Root(Ops.Sum(Ops.Square(x.sub(Mean(x))), -1, keepDim: true).div(WidthOf(x).sub(Scalars.One)));

    private static Tensor Root(Tensor square) => square.clamp_min(Scalars.Of(LeastSquare)).sqrt();

    private static Tensor Dot(Tensor a, Tensor b) => Ops.Sum(a.mul(b), -1, keepDim: true);

    private static Tensor WidthOf(Tensor x) => tensor((double)x.size(-1), x.dtype, x.device);
}

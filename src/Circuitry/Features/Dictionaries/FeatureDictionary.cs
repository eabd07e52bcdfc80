using System.Diagnostics;
using static TorchSharp.torch;

namespace Circuitry.Features;

/// <summary>
/// Decomposes the activation at a site into features: x = decode(encode(x)) + error term. Owns its tensors.
/// </summary>
/// <remarks>
/// All methods are built of differentiable operations. A dictionary that scales each activation by its own norm takes that
/// norm from <c>input</c> when it decodes, and treats it as a constant. After <see cref="Dispose"/> they throw
/// <see cref="ObjectDisposedException"/>.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public abstract class FeatureDictionary : IDisposable, IIdentified
{
    /// <summary>Creates a dictionary for a site.</summary>
    /// <param name="site">The hook site.</param>
    /// <param name="inputWidth">Width of its activation, d_in.</param>
    /// <param name="width">Number of features, d_sae.</param>
    protected FeatureDictionary(FeatureSite site, int inputWidth, int width) =>
        (Site, InputWidth, Width) = (site, inputWidth, width);

    /// <summary>The site.</summary>
    public FeatureSite Site { get; }

    /// <summary>Width of the activation, d_in.</summary>
    public int InputWidth { get; }

    /// <summary>Number of features, d_sae.</summary>
    public int Width { get; }

    /// <summary>Whether reconstruction is exact, so that there is no error term.</summary>
    public virtual bool IsExact => false;

    /// <summary>SHA-256 of everything that affects what the dictionary computes, as 64 hexadecimal digits.</summary>
    public abstract string Hash { get; }

    string IIdentified.Identity => Hash;

    /// <summary>The features of an activation.</summary>
    /// <param name="input">[..., d_in].</param>
    /// <returns>[..., d_sae].</returns>
    public abstract Tensor Encode(Tensor input);

    /// <summary>The reconstruction of an activation from features.</summary>
    /// <param name="features">[..., d_sae].</param>
    /// <param name="input">The activation they were encoded from, [..., d_in], whose scale is restored.</param>
    /// <returns>[..., d_in].</returns>
    public abstract Tensor Decode(Tensor features, Tensor input);

    /// <summary>
    /// Converts a gradient with respect to an activation to one with respect to its features: decoder directions times the
    /// gradient.
    /// </summary>
    /// <param name="gradient">[..., d_in].</param>
    /// <param name="input">The activation whose scale decoding restores, [..., d_in].</param>
    /// <returns>[..., d_sae].</returns>
    public abstract Tensor DecoderGradient(Tensor gradient, Tensor input);

    /// <summary>The decoder directions of single features: what each adds to the activation per unit.</summary>
    /// <param name="indices">Features, int64 [feature].</param>
    /// <returns>[feature, d_in].</returns>
    public abstract Tensor Directions(Tensor indices);

    /// <summary>The gradients of single features with respect to the activation they are encoded from.</summary>
    /// <param name="input">One activation for each feature, [feature, d_in].</param>
    /// <param name="indices">Features, int64 [feature].</param>
    /// <returns>[feature, d_in]; zero where a feature is not active.</returns>
    public abstract Tensor EncoderGradients(Tensor input, Tensor indices);

    /// <summary>The scale that decoding restores to each activation, [..., 1]; null if there is none.</summary>
    /// <param name="input">[..., d_in].</param>
    protected virtual Tensor? OutputScale(Tensor input) => null;

    /// <summary>
    /// Converts a gradient to one with respect to single features; <see cref="DecoderGradient(Tensor, Tensor)"/> does so for all.
    /// </summary>
    /// <param name="gradient">[..., d_in].</param>
    /// <param name="input">The activation whose scale decoding restores, [..., d_in].</param>
    /// <param name="indices">Features, int64 [feature].</param>
    /// <returns>[..., feature].</returns>
    public Tensor DecoderGradient(Tensor gradient, Tensor input, Tensor indices)
    {
        using var scope = NewDisposeScope();
        var found = gradient.matmul(Directions(indices).to(gradient.dtype).t());
        return (OutputScale(input) is { } scale ? found * scale : found).MoveToOuterDisposeScope();
    }

    /// <summary>The contributions of single features, of given amounts, to an activation.</summary>
    /// <param name="amounts">[..., feature].</param>
    /// <param name="input">The activation whose scale decoding restores, [..., d_in].</param>
    /// <param name="indices">Features, int64 [feature].</param>
    /// <returns>[feature, ..., d_in].</returns>
    public Tensor Contributions(Tensor amounts, Tensor input, Tensor indices)
    {
        using var scope = NewDisposeScope();
        var scaled = OutputScale(input) is { } scale ? amounts * scale : amounts;
        var directions = Directions(indices).to(amounts.dtype);
        long[] front = [indices.size(0), .. Enumerable.Repeat(1L, (int)amounts.ndim - 1), InputWidth];
        return (scaled.movedim([-1], [0]).unsqueeze(-1) * directions.view(front)).MoveToOuterDisposeScope();
    }

    /// <summary>The error term, x - decode(encode(x)), [..., d_in].</summary>
    /// <param name="input">[..., d_in].</param>
    /// <param name="features">Its features, [..., d_sae].</param>
    public Tensor Error(Tensor input, Tensor features)
    {
        using var scope = NewDisposeScope();
        return (input - Decode(features, input)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>Site, number of features and width.</summary>
    public override string ToString() =>
        $"{Site.ShortName}: {Counted.Of(Width, "feature")} of {Counted.Of(InputWidth, "coordinate")}";
}

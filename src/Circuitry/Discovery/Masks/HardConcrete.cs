using static TorchSharp.torch;

namespace Circuitry.Discovery.Masks;

/// <summary>
/// The hard concrete distribution (Louizos et al. 2018, section 2.3): gates between 0 and 1 that are exactly 0 or 1 with
/// positive probability and yet have gradients.
/// </summary>
/// <remarks>
/// A gate is <c>clamp(s (zeta - gamma) + gamma, 0, 1)</c> with <c>s = sigmoid((ln u - ln(1 - u) + logit) / beta)</c> and
/// u uniform. It is at least 1/2 with probability <c>sigmoid(logit)</c>.
/// </remarks>
internal static class HardConcrete
{
    /// <summary>The temperature.</summary>
    public const double Beta = 2.0 / 3;

    /// <summary>The start of the stretched interval.</summary>
    public const double Gamma = -0.1;

    /// <summary>The end of the stretched interval.</summary>
    public const double Zeta = 1.1;

    /// <summary>Noise lies between this and one minus this.</summary>
    public const double SmallestNoise = 1e-4;

    /// <summary>Draws gates, of the logits' shape and differentiable in them.</summary>
    /// <param name="logits">Location of each gate, of any shape.</param>
    /// <param name="generator">The generator, on the processor whatever device the logits are on, so that devices agree.</param>
    public static Tensor Sample(Tensor logits, Generator generator)
    {
        using var scope = NewDisposeScope();
        var uniform = rand(logits.shape, dtype: logits.dtype, device: CPU, generator: generator).to(logits.device);
        return Sample(logits, uniform).MoveToOuterDisposeScope();
    }

    /// <summary>The gates that given noise makes, of the logits' shape and differentiable in them.</summary>
    /// <param name="logits">Location of each gate, of any shape.</param>
    /// <param name="uniform">Numbers between 0 and 1, of the same shape.</param>
    public static Tensor Sample(Tensor logits, Tensor uniform)
    {
        using var scope = NewDisposeScope();
        var u = uniform.clamp(Scalars.Of(SmallestNoise), Scalars.Of(1 - SmallestNoise));
        var noise = u.log() - u.neg().log1p();
        return Stretch(Ops.Scale(Ops.Add(noise, logits), 1 / Beta).sigmoid()).MoveToOuterDisposeScope();
    }

    /// <summary>The gates without noise, <c>clamp(sigmoid(logit) (zeta - gamma) + gamma, 0, 1)</c>, of the logits' shape.</summary>
    public static Tensor Value(Tensor logits)
    {
        using var scope = NewDisposeScope();
        return Stretch(logits.sigmoid()).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// The probability that each gate is not 0, of the logits' shape; its mean is the expected density, the L0 norm's stand-in.
    /// </summary>
    public static Tensor OpenProbability(Tensor logits)
    {
        using var scope = NewDisposeScope();
        return logits.sub(Scalars.Of(Beta * Math.Log(-Gamma / Zeta))).sigmoid().MoveToOuterDisposeScope();
    }

    /// <summary>The logit whose gate without noise has a value: 0.9 gives ln 5.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not between 0 and 1.</exception>
    public static double LogitOf(double value)
    {
        if (!(value >= 0 && value <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "a gate's value lies between 0 and 1");
        }

        var share = (value - Gamma) / (Zeta - Gamma);
        return Math.Log(share / (1 - share));
    }

    /// <summary>The gate without noise of one logit.</summary>
    internal static double ValueOf(double logit) => Math.Clamp((Zeta - Gamma) / (1 + Math.Exp(-logit)) + Gamma, 0, 1);

    private static Tensor Stretch(Tensor share)
    {
        using var stretched = share.mul(Scalars.Of(Zeta - Gamma));
        using var shifted = stretched.add(Scalars.Of(Gamma), Scalars.One);
        return shifted.clamp(Scalars.Zero, Scalars.One);
    }
}

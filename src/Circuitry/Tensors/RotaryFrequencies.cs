namespace Circuitry.Tensors;

/// <summary>The angles per position of a rotary embedding.</summary>
internal static class RotaryFrequencies
{
    /// <summary>Radians per position of each pair, [rotary_width / 2], scaled as the embedding says.</summary>
    /// <param name="rotary">The embedding.</param>
    /// <param name="length">The number of positions of the prompt, on which some scalings depend.</param>
    /// <param name="context">The context of the model, on which dynamic scaling depends.</param>
    public static double[] Of(RotaryEmbedding rotary, int length, int context)
    {
        var frequencies = new double[rotary.Width / 2];
        var theta = Base(rotary, length, context);
        for (var i = 0; i < frequencies.Length; i++)
        {
            frequencies[i] = Math.Pow(theta, -2.0 * i / rotary.Width) / rotary.LinearFactor;
        }

        return rotary switch
        {
            { Llama3Scaling: { } scaling } => [.. frequencies.Select(frequency => Scale(frequency, scaling))],
            { Yarn: { } yarn } => Blended(frequencies, rotary, yarn),
            { Long: { } scaling } => [.. frequencies.Zip(Divisors(scaling, length), (one, by) => one / by)],
            _ => frequencies,
        };
    }

    /// <summary>What cosines and sines are multiplied by.</summary>
    public static double Factor(RotaryEmbedding rotary) =>
        rotary.Yarn?.AttentionFactor ?? rotary.Long?.AttentionFactor ?? 1;

    private static double Base(RotaryEmbedding rotary, int length, int context) =>
        rotary.DynamicFactor > 0 && length > context
            ? rotary.Base
                * Math.Pow(
                    (rotary.DynamicFactor * length / context) - (rotary.DynamicFactor - 1),
                    rotary.Width / (rotary.Width - 2.0)
                )
            : rotary.Base;

    private static double[] Divisors(LongRotaryScaling scaling, int length) =>
        length > scaling.OriginalContext
            ? NumberList.Parse("long factors", scaling.LongFactors)
            : NumberList.Parse("short factors", scaling.ShortFactors);

    private static double Scale(double frequency, Llama3RotaryScaling scaling)
    {
        var wavelength = 2 * Math.PI / frequency;
        if (wavelength > scaling.OriginalContext / scaling.LowFrequencyFactor)
        {
            return frequency / scaling.Factor;
        }

        if (wavelength < scaling.OriginalContext / scaling.HighFrequencyFactor)
        {
            return frequency;
        }

        var kept =
            (scaling.OriginalContext / wavelength - scaling.LowFrequencyFactor)
            / (scaling.HighFrequencyFactor - scaling.LowFrequencyFactor);
        return (1 - kept) * frequency / scaling.Factor + kept * frequency;
    }

    /// <summary>Frequencies divided by the factor of YaRN, more and more of each from the fast ones to the slow ones.</summary>
    private static double[] Blended(double[] frequencies, RotaryEmbedding rotary, YarnRotaryScaling yarn)
    {
        // The pair that turns so often within the original context.
        double PairOf(double turns) =>
            rotary.Width * Math.Log(yarn.OriginalContext / (turns * 2 * Math.PI)) / (2 * Math.Log(rotary.Base));
        var (first, last) = (PairOf(yarn.BetaFast), PairOf(yarn.BetaSlow));
        if (yarn.Truncate)
        {
            (first, last) = (Math.Floor(first), Math.Ceiling(last));
        }

        (first, last) = (Math.Max(first, 0), Math.Min(last, rotary.Width - 1));
        var across = first == last ? 0.001 : last - first;
        return
        [
            .. frequencies.Select(
                (frequency, i) =>
                {
                    var share = Math.Clamp((i - first) / across, 0, 1);
                    return ((1 - share) * frequency) + (share * frequency / yarn.Factor);
                }
            ),
        ];
    }
}

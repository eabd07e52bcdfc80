namespace Circuitry.Tensors;

/// <summary>The angles per position of a rotary embedding.</summary>
internal static class RotaryFrequencies
{
    /// <summary>Radians per position of each pair, [rotary_width / 2], scaled as the embedding says.</summary>
    public static double[] Of(RotaryEmbedding rotary)
    {
        var frequencies = new double[rotary.Width / 2];
        for (var i = 0; i < frequencies.Length; i++)
        {
            var frequency = Math.Pow(rotary.Base, -2.0 * i / rotary.Width) / rotary.LinearFactor;
            frequencies[i] = rotary.Llama3Scaling is { } scaling ? Scale(frequency, scaling) : frequency;
        }

        return frequencies;
    }

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
}

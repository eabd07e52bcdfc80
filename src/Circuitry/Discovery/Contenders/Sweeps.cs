using System.Globalization;

namespace Circuitry.Discovery;

/// <summary>Values of a parameter as one would write them.</summary>
internal static class Sweeps
{
    /// <summary>A value at two significant digits.</summary>
    public static double Rounded(double value) =>
        double.Parse(value.ToString("E1", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}

using System.Globalization;
using System.Text.RegularExpressions;

namespace Circuitry.Generators;

/// <summary>Numbers of bytes as people write them.</summary>
internal static class ByteCount
{
    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];

    private static readonly Regex Written = new(
        @"^\s*(?<number>\d{1,15}(\.\d{1,6})?)\s*(?<unit>[KMGTP]?)(?<binary>i?)B?\s*$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase
    );

    /// <summary>Reads a text such as <c>24 GiB</c>, <c>24GB</c> or a plain number; null if it is none.</summary>
    public static double? Parse(string text)
    {
        var match = Written.Match(text);
        if (!match.Success || (match.Groups["binary"].Length > 0 && match.Groups["unit"].Length == 0))
        {
            return null;
        }

        var number = double.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture);
        var power = "KMGTP".IndexOf(match.Groups["unit"].Value.ToUpperInvariant(), StringComparison.Ordinal) + 1;
        var factor = match.Groups["binary"].Length > 0 ? 1024 : 1000;
        return match.Groups["unit"].Length == 0 ? number : number * Math.Pow(factor, power);
    }

    /// <summary>Writes a number of bytes with one digit behind the point.</summary>
    public static string Of(double bytes)
    {
        var unit = 0;
        while (bytes >= 1024 && unit < Units.Length - 1)
        {
            bytes /= 1024;
            unit++;
        }

        return bytes.ToString(unit == 0 ? "0" : "0.0", CultureInfo.InvariantCulture) + " " + Units[unit];
    }
}

using System.Globalization;

namespace Circuitry.Testing;

/// <summary>Numbers of snapshots: rounded where they are written, and compared up to that rounding.</summary>
internal static class SnapshotNumbers
{
    // A value that is zero up to rounding, in float32 too, would show its rounding as digits.
    private const double Negligible = 1e-6;

    /// <summary>A number of so many significant digits.</summary>
    public static string Rounded(double value, int digits) =>
        Math.Abs(value) < Negligible ? "0" : value.ToString($"G{digits}", CultureInfo.InvariantCulture);

    /// <summary>
    /// Whether two texts are equal: names, counts and order exactly, and numbers with a fraction up to one in their last
    /// digit, because a number between two roundings falls to either side.
    /// </summary>
    public static bool Same(string verified, string received, int digits)
    {
        var (lines, others) = (verified.Split('\n'), received.Split('\n'));
        return lines.Length == others.Length
            && lines.Zip(others).All(pair => SameLine(pair.First, pair.Second, digits));
    }

    private static bool SameLine(string verified, string received, int digits)
    {
        var (words, others) = (verified.Split(' '), received.Split(' '));
        return words.Length == others.Length
            && words.Zip(others).All(pair => SameWord(pair.First, pair.Second, digits));
    }

    private static bool SameWord(string verified, string received, int digits)
    {
        if (verified == received)
        {
            return true;
        }

        if (
            !(HasFraction(verified) || HasFraction(received))
            || !Number(verified, out var a)
            || !Number(received, out var b)
        )
        {
            return false;
        }

        // One in the last digit of 1.00 is a hundredth of it, and of 9.99 a thousandth: the digit's place counts.
        var place = Math.Floor(Math.Log10(Math.Max(Math.Abs(a), Math.Abs(b)))) - (digits - 1);
        return Math.Abs(a - b) <= Math.Max(Negligible, 1.01 * Math.Pow(10, place));
    }

    private static bool HasFraction(string word) => word.Contains('.') || word.Contains("E-", StringComparison.Ordinal);

    private static bool Number(string word, out double number) =>
        double.TryParse(word.TrimEnd(','), NumberStyles.Float, CultureInfo.InvariantCulture, out number);
}

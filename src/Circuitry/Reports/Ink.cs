using System.Globalization;

namespace Circuitry.Reports;

/// <summary>
/// The colours and widths of scores in drawings: blue where removing a thing hurts and red where it helps, the stronger the wider
/// or darker.
/// </summary>
internal static class Ink
{
    private const double ThinnestPen = 0.3;
    private const double WidestPen = 4;

    private static readonly (int Red, int Green, int Blue) Hurts = (0x21, 0x66, 0xac);
    private static readonly (int Red, int Green, int Blue) Helps = (0xb2, 0x18, 0x2b);

    /// <summary>The colour of a score's sign, as #rrggbb.</summary>
    public static string Colour(double score) => Tint(score, 1);

    /// <summary>The colour of a score's sign mixed with white.</summary>
    /// <param name="score">The score.</param>
    /// <param name="share">How much of the colour, from 0 for white to 1.</param>
    public static string Tint(double score, double share)
    {
        var (red, green, blue) = score < 0 ? Helps : Hurts;
        return string.Create(CultureInfo.InvariantCulture, $"#{Mix(red):x2}{Mix(green):x2}{Mix(blue):x2}");

        int Mix(int full) => (int)Math.Round(255 + (full - 255) * share);
    }

    /// <summary>A score's strength among others, from 0 to 1.</summary>
    public static double Share(double score, double strongest)
    {
        var strength = Math.Abs(score);
        // Next to an infinite score every finite one is as weak as can be.
        return double.IsPositiveInfinity(strength) ? 1
            : strongest > 0 && double.IsFinite(strength) ? strength / strongest
            : 0;
    }

    /// <summary>The width of a pen.</summary>
    public static string Pen(double score, double strongest) =>
        Math.Max(ThinnestPen, WidestPen * Share(score, strongest)).ToString("0.###", CultureInfo.InvariantCulture);

    /// <summary>The strongest of some scores, of either sign; 0 where there is none.</summary>
    public static double Strongest(IEnumerable<double> scores) => scores.Select(Math.Abs).Append(0).Max();
}

using System.Globalization;

namespace Circuitry.Experiments;

/// <summary>Texts in which something lasts from one year to a later one of its century.</summary>
internal static class Spans
{
    public static string Draw(Dice dice)
    {
        var noun = dice.One(Lexicon.Events);
        var (start, end, century) = Years(dice);
        return dice.Below(5) switch
        {
            0 or 1 => $"The {noun} continued from the year {start} to {end}.",
            2 => $"The {noun} lasted from {start} to {end}.",
            3 => $"The {noun} began in {start} and ended in {end}.",
            _ => $"In the year {start} the {noun} began. It continued to {century}{Later(dice, start)}.",
        };
    }

    /// <summary>A year in which something may start, a later one of its century, and the century.</summary>
    public static (string Start, string End, string Century) Years(Dice dice)
    {
        while (true)
        {
            var century = dice.One(Lexicon.Centuries);
            var year = dice.Between(1, 98);
            if (!HeldOut.Start(century, year))
            {
                var start = century + TwoDigits(year);
                return (start, century + Later(dice, start), century);
            }
        }
    }

    private static string Later(Dice dice, string year) =>
        TwoDigits(dice.Between(int.Parse(year.AsSpan(2), CultureInfo.InvariantCulture) + 1, 99));

    private static string TwoDigits(int year) => year.ToString("00", CultureInfo.InvariantCulture);
}

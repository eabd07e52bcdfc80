using System.Globalization;

namespace Circuitry.Models;

/// <summary>Lists of numbers as text, invariant and with commas between, such as <c>1,1.25</c>.</summary>
public static class NumberList
{
    /// <summary>The text of a list, in which each number reads back to the bit.</summary>
    public static string Of(IEnumerable<double> numbers) =>
        string.Join(",", numbers.Select(number => number.ToString("R", CultureInfo.InvariantCulture)));

    /// <summary>The numbers of a text.</summary>
    /// <param name="field">The name of what holds it, for the error.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="ArchitectureException">A part of it is not a number.</exception>
    public static double[] Parse(string field, string text) =>
        text.Length == 0
            ? []
            :
            [
                .. text.Split(',')
                    .Select(part =>
                        double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                            ? number
                            : throw new ArchitectureException(
                                field,
                                $"'{VisibleText.Short(part)}' is not a number; numbers stand with commas between, such as '1,1.25'"
                            )
                    ),
            ];
}

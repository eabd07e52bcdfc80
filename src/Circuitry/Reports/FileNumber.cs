using System.Globalization;

namespace Circuitry.Reports;

/// <summary>Rejects impossible numbers in result files.</summary>
internal static class FileNumber
{
    private const string Again = "Mend the file or run the experiment again.";

    /// <exception cref="CircuitFileException">A number of things is below zero.</exception>
    public static void CheckCount(string path, string member, long count)
    {
        if (count < 0)
        {
            throw Refusal(path, member, "0 or more", count.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <exception cref="CircuitFileException">A share of a whole is below zero or above one.</exception>
    public static void CheckShare(string path, string member, double share)
    {
        if (!(share >= 0 && share <= 1))
        {
            throw Refusal(path, member, "a share from 0 to 1", CircuitText.Number(share));
        }
    }

    /// <exception cref="CircuitFileException">It is not a number.</exception>
    public static void CheckNumber(string path, string member, double number)
    {
        if (double.IsNaN(number))
        {
            throw Refusal(path, member, "a number", "NaN");
        }
    }

    private static CircuitFileException Refusal(string path, string member, string expected, string found) =>
        new(path, member, expected, found, Again);
}

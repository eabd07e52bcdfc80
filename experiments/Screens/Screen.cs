using Spectre.Console;

namespace Circuitry.Experiments;

/// <summary>Chooses where to print.</summary>
internal static class Screen
{
    /// <summary>More units than these are a file to search, not a page to read.</summary>
    public const int MostUnits = 60;

    public static IScreen Open() =>
        new PrintableScreen(
            Console.IsOutputRedirected ? new PlainScreen(Console.Out) : new TerminalScreen(AnsiConsole.Console)
        );

    /// <summary>What is left out of a circuit that is too large to read; null when nothing is.</summary>
    public static string? LeftOut(Circuit circuit) =>
        circuit.Kept.Count <= MostUnits
            ? null
            : FormattableString.Invariant(
                $"{circuit.Kept.Count - MostUnits} weaker ones and the tree are left out here; the files have them"
            );
}

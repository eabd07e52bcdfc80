using Spectre.Console;

namespace Circuitry.Experiments;

/// <summary>Chooses the output of commands.</summary>
internal static class Screen
{
    /// <summary>The most units that are printed in full.</summary>
    public const int MostUnits = 60;

    public static IScreen Open() =>
        new PrintableScreen(
            Console.IsOutputRedirected ? new PlainScreen(Console.Out) : new TerminalScreen(AnsiConsole.Console)
        );

    /// <summary>The message about units left out of a circuit that is too large to print; null if none are.</summary>
    public static string? LeftOut(Circuit circuit) =>
        circuit.Kept.Count <= MostUnits
            ? null
            : FormattableString.Invariant(
                $"{circuit.Kept.Count - MostUnits} weaker ones and the tree are left out here; the files have them"
            );
}

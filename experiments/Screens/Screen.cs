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
    public static string? LeftOut(CircuitView view) =>
        LeftOut(view.Units.Count, view.HasEdges ? "are" : "and the tree are");

    /// <summary>The message about edges left out; null if none are.</summary>
    public static string? EdgesLeftOut(CircuitView view) => LeftOut(view.Edges.Count, "are");

    private static string? LeftOut(int count, string are) =>
        count <= MostUnits
            ? null
            : FormattableString.Invariant($"{count - MostUnits} weaker ones {are} left out here; the files have them");
}

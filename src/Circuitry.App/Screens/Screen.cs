using System.CommandLine;
using Spectre.Console;

namespace Circuitry.App;

/// <summary>Chooses the output of commands.</summary>
internal static class Screen
{
    /// <summary>The most units that are printed in full.</summary>
    public const int MostUnits = 60;

    /// <summary>The screen that a command's options ask for.</summary>
    public static IScreen Open(ParseResult parsed)
    {
        var json = parsed.GetValue<bool>(CommonOptions.JsonName);
        IScreen screen =
            json ? new PlainScreen(Console.Error)
            : Console.IsOutputRedirected || IsDumb ? new PlainScreen(Console.Out)
            : new TerminalScreen(AnsiConsole.Console);
        screen = new PrintableScreen(screen);
        screen = parsed.GetValue<bool>(CommonOptions.QuietName) ? new QuietScreen(screen) : screen;
        return json ? new JsonScreen(screen, Console.Out) : screen;
    }

    // A terminal without colours or cursor. NO_COLOR alone keeps tables and bars, without colours, which the library sees to.
    private static bool IsDumb => Environment.GetEnvironmentVariable("TERM") == "dumb";

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

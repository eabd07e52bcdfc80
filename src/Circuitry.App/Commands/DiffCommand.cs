using System.CommandLine;
using System.Text.Json.Nodes;

namespace Circuitry.App;

/// <summary>Compares two circuits that earlier runs have saved.</summary>
internal static class DiffCommand
{
    public static Command Make(ProgramContext program)
    {
        var first = File("first");
        var second = File("second");
        var command = new Command(
            "diff",
            "Compare two circuits of the same units, found with two seeds, models, ablations or algorithms: the units both keep, those "
                + "that only one keeps, the share they agree on and how alike their scores rank."
        )
        {
            first,
            second,
        };
        command.SetAction(parsed =>
            Failures.Guard(() =>
                Diff(parsed.GetRequiredValue(first), parsed.GetRequiredValue(second), program.Open(parsed))
            )
        );
        return command;
    }

    private static int Diff(string first, string second, IScreen screen)
    {
        var comparison = CircuitComparison.Of(CircuitJson.Read(first), CircuitJson.Read(second));
        screen.Rows(CircuitSummary.Comparison(comparison));
        Units(screen, "in both", comparison.Shared);
        Units(screen, $"only in {first}", comparison.OnlyFirst);
        Units(screen, $"only in {second}", comparison.OnlySecond);
        screen.Document(
            "diff",
            () =>
                new()
                {
                    ["summary"] = Documents.Rows(CircuitSummary.Comparison(comparison)),
                    ["in_both"] = Names(comparison.Shared),
                    ["only_first"] = Names(comparison.OnlyFirst),
                    ["only_second"] = Names(comparison.OnlySecond),
                }
        );
        return ExitCode.Done;
    }

    private static JsonArray Names(IReadOnlyList<string> units) => [.. units.Select(unit => (JsonNode)unit)];

    private static void Units(IScreen screen, string title, IReadOnlyList<string> units)
    {
        if (units.Count == 0)
        {
            return;
        }

        screen.Heading(title);
        foreach (var unit in units)
        {
            screen.Line("  " + unit);
        }
    }

    private static Argument<string> File(string name) =>
        new(name) { Description = "A circuit.json that 'run' or 'features' has written.", HelpName = "file" };
}

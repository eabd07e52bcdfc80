using System.CommandLine;

namespace Circuitry.Experiments;

/// <summary>Lists the experiments.</summary>
internal static class ListCommand
{
    public static Command Make()
    {
        var command = new Command("list", "List the experiments that ship, with the threshold each runs at.");
        command.SetAction(_ => Failures.Guard(List));
        return command;
    }

    private static int List()
    {
        Screen
            .Open()
            .Rows([
                .. Catalogue.All.Select(shipped =>
                    (shipped.Name, $"{shipped.Summary} (threshold {CircuitText.Number(shipped.DefaultThreshold)})")
                ),
            ]);
        return ExitCode.Done;
    }
}

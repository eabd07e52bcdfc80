using System.CommandLine;

namespace Circuitry.Experiments;

/// <summary>Lists the experiments.</summary>
internal static class ListCommand
{
    public static Command Make()
    {
        var command = new Command(
            "list",
            "List the experiments that ship, with the threshold each runs at and whether it runs by name only; where a published "
                + "model is missing, how to get it."
        );
        command.SetAction(_ => Failures.Guard(List));
        return command;
    }

    private static int List()
    {
        Screen
            .Open()
            .Rows([
                .. Catalogue.All.Select(shipped =>
                    (
                        shipped.Name,
                        $"{shipped.Summary} (threshold {CircuitText.Number(shipped.DefaultThreshold)}{(shipped.OnlyByName ? ", only by name" : "")}){Place(shipped)}"
                    )
                ),
            ]);
        return ExitCode.Done;
    }

    private static string Place(ShippedExperiment shipped) =>
        shipped.Published switch
        {
            null => "",
            { Cached: { } folder } => $"; weights in {folder}",
            var published => $"; its weights are not here. {published.HowToGet}",
        };
}

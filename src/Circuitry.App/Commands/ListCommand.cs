using System.CommandLine;
using System.Text.Json.Nodes;

namespace Circuitry.App;

/// <summary>Lists the experiments.</summary>
internal static class ListCommand
{
    public static Command Make(ProgramContext program)
    {
        var command = new Command(
            "list",
            "List the experiments of this program with their units, the threshold at which each runs and whether it runs by name only; "
                + "where a published model is missing, how to get it. Then what can be trained."
        );
        command.SetAction(parsed => Failures.Guard(() => List(program.Experiments, program.Open(parsed))));
        return command;
    }

    private static int List(ProgramExperiments program, IScreen screen)
    {
        program.Check();
        if (program.All.Count == 0)
        {
            screen.Line("this program declares no experiments; a class with [Experiment] is one");
        }
        else
        {
            screen.Rows([.. program.All.Select(entry => (entry.Name, Described(entry)))]);
        }

        if (program.Trainings.Count > 0)
        {
            screen.Heading("trained by 'train'");
            screen.Rows([.. program.Trainings.Select(training => (training.Name, training.Place))]);
        }

        screen.Document(
            "list",
            () =>
                new()
                {
                    ["experiments"] = new JsonArray([.. program.All.Select(entry => (JsonNode)Document(entry))]),
                    ["trainings"] = new JsonArray([
                        .. program.Trainings.Select(training =>
                            (JsonNode)new JsonObject { ["name"] = training.Name, ["folder"] = training.Place }
                        ),
                    ]),
                }
        );
        return ExitCode.Done;
    }

    private static JsonObject Document(ExperimentEntry entry) =>
        new()
        {
            ["name"] = entry.Name,
            ["summary"] = entry.Summary,
            ["experiment"] = entry.Declaration.Experiment,
            ["model"] = entry.Declaration.Model,
            ["dataset"] = entry.Declaration.Dataset,
            ["units"] = entry.Kind,
            ["threshold"] = (entry as GraphEntry)?.Threshold,
            ["only_by_name"] = entry.OnlyByName,
            ["weights"] = entry.MakesWeights ? "made by the program" : entry.Weights,
            ["is_here"] = entry.IsComplete || PublishedWeights.Cached(entry) is not null,
        };

    private static string Described(ExperimentEntry entry) =>
        $"{entry.Summary} ({entry.Kind}{Threshold(entry)}{(entry.OnlyByName ? ", only by name" : "")}){Place(entry)}";

    private static string Threshold(ExperimentEntry entry) =>
        entry is GraphEntry { Threshold: { } threshold } ? $", threshold {CircuitText.Number(threshold)}" : "";

    private static string Place(ExperimentEntry entry) =>
        entry.IsComplete ? ""
        : PublishedWeights.Cached(entry) is { } folder ? $"; weights in {folder}"
        : $"; its weights are not here. {PublishedWeights.HowToGet(entry)}";
}

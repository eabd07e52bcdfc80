using System.CommandLine;
using System.Text.Json.Nodes;

namespace Circuitry.App;

/// <summary>Checks everything that a run needs, short of the search.</summary>
internal static class CheckCommand
{
    public static Command Make(ProgramContext program)
    {
        var name = CommonOptions.Name<ExperimentEntry>(program, "The experiment; 'list' shows them.");
        var strict = CommonOptions.Strict();
        var command = new Command(
            "check",
            "Check everything that a run of an experiment needs, in seconds: its declaration, weights, tokenizer, dictionaries and prompts, "
                + "how well the model answers them, and what looks wrong."
        )
        {
            name,
            strict,
        };
        var options = ExperimentOptions.AddTo(command, program.Experiments, features: true);
        command.SetAction(parsed =>
            Failures.Guard(() =>
            {
                program.Experiments.Check();
                var entry = program.Experiments.Find<ExperimentEntry>(parsed.GetRequiredValue(name))!;
                var screen = program.Open(parsed);
                screen.Heading(entry.Name);
                using var loaded = LoadedExperiment.Of(
                    entry,
                    options.Request(entry, parsed, screen, program.Cancellation)
                );
                screen.Rows(loaded.Rows);
                loaded.Preview?.Print(screen);
                var warnings = loaded.Preview?.Warnings ?? [];
                screen.Line(
                    warnings.Count == 0
                        ? "nothing looks wrong"
                        : $"{Counted.Of(warnings.Count, "warning")}; a run would go on{(parsed.GetValue(strict) ? ", but not under --strict" : "")}"
                );
                screen.Document(
                    "check",
                    () =>
                        new()
                        {
                            ["experiment"] = entry.Name,
                            ["found"] = Documents.Rows(loaded.Rows),
                            ["prompts"] = loaded.Preview?.ToJson(3),
                            ["warnings"] = new JsonArray([.. warnings.Select(warning => (JsonNode)warning)]),
                        }
                );
                return parsed.GetValue(strict) && warnings.Count > 0 ? ExitCode.Degenerate : ExitCode.Done;
            })
        );
        return command;
    }
}

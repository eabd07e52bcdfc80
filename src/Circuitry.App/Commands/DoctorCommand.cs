using System.CommandLine;
using System.Runtime.InteropServices;
using TorchSharp;
using static System.FormattableString;

namespace Circuitry.App;

/// <summary>Prints what an issue report needs.</summary>
internal static class DoctorCommand
{
    public static Command Make(ProgramContext program)
    {
        var command = new Command(
            "doctor",
            "Print what an issue report needs: versions, the tensor library and what it computes on, memory, the cache of models, and whether "
                + "the weights of each experiment are here. Nothing is sent anywhere; no token is printed."
        );
        command.SetAction(parsed => Failures.Guard(() => Print(program.Experiments, program.Open(parsed))));
        return command;
    }

    private static int Print(ProgramExperiments program, IScreen screen)
    {
        var problems = new List<string>();
        (string, string)[] rows =
        [
            ("Circuitry", typeof(Experiment).Assembly.GetName().Version!.ToString(3)),
            (".NET", RuntimeInformation.FrameworkDescription),
            ("system", $"{RuntimeInformation.OSDescription}, {RuntimeInformation.RuntimeIdentifier}"),
            ("processors", Invariant($"{Environment.ProcessorCount}")),
            (
                "memory",
                Invariant(
                    $"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 20} MiB, this process {Environment.WorkingSet >> 20} MiB"
                )
            ),
            .. Torch(problems),
            (
                "model cache",
                HuggingFaceCache.Root + (Directory.Exists(HuggingFaceCache.Root) ? "" : " (not there yet)")
            ),
            ("HF_TOKEN", Environment.GetEnvironmentVariable("HF_TOKEN") is null ? "not set" : "set"),
            ("program folder", AppContext.BaseDirectory),
        ];
        screen.Heading("this machine");
        screen.Rows(rows);
        (string, string)[] experiments = [.. program.All.Select(entry => (entry.Name, State(entry, problems)))];
        if (experiments.Length > 0)
        {
            screen.Heading("experiments");
            screen.Rows(experiments);
        }

        foreach (var problem in problems)
        {
            screen.Line($"warning: {problem}");
        }

        screen.Document(
            "doctor",
            () =>
                new()
                {
                    ["machine"] = Documents.Rows(rows),
                    ["experiments"] = Documents.Rows(experiments),
                    ["problems"] = new System.Text.Json.Nodes.JsonArray([
                        .. problems.Select(problem => (System.Text.Json.Nodes.JsonNode)problem),
                    ]),
                }
        );
        return ExitCode.Done;
    }

    private static IReadOnlyList<(string Name, string Value)> Torch(List<string> problems)
    {
        try
        {
            TorchRuntime.Start();
            return
            [
                ("tensors", TorchRuntime.Describe()),
                (
                    "GPU",
                    torch.cuda.is_available() ? Counted.Of(torch.cuda.device_count(), "CUDA device") : "no CUDA device"
                ),
            ];
        }
        catch (CircuitryException e)
        {
            problems.Add(e.Message);
            return [("tensors", "the tensor library does not load")];
        }
    }

    private static string State(ExperimentEntry entry, List<string> problems)
    {
        if (entry.MakesWeights)
        {
            return "makes its weights";
        }

        if (entry.OwnFolder is { } own)
        {
            return $"weights in {own}";
        }

        if (PublishedWeights.Cached(entry) is { } cached)
        {
            return $"weights in {cached}";
        }

        if (entry.Weights is null)
        {
            problems.Add(
                $"{entry.Name} does not say where the weights of {entry.Declaration.Model} are; name them in [Transformer(..., Weights = ...)], or give --weights each time"
            );
            return "no weights are named";
        }

        return $"the weights {entry.Weights} are not here; --download fetches them";
    }
}

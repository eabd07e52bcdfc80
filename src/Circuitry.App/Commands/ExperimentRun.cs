using System.Text.Json.Nodes;

namespace Circuitry.App;

/// <summary>One run of one experiment, from its checkpoint to its files.</summary>
internal static class ExperimentRun
{
    /// <exception cref="CommandException">There is a checkpoint and the request does not ask to resume from it.</exception>
    public static int Run(ProgramContext program, RunRequest request, IScreen screen)
    {
        program.Experiments.Check();
        screen.Heading(request.Entry.Name);
        screen.Line(request.Entry.Summary);
        // Before the search: that a folder cannot be written should not show after an hour.
        using var folder = ResultFolder.Open(request.Output, request.Entry.Name);
        return new Resumption
        {
            Checkpoints = [folder.Checkpoint],
            Resume = request.Resume,
            Command = request.Command,
        }.Run(screen, () => Search(program, request, folder, screen));
    }

    private static int Search(ProgramContext program, RunRequest request, ResultFolder folder, IScreen screen)
    {
        var cancellation = program.Cancellation;
        cancellation.ThrowIfCancellationRequested();
        var load = request.Load(request.Entry, screen);
        using var experiment = request.Entry.Load(load);
        screen.Rows(CircuitSummary.Declaration(GivenDeclaration(experiment)));
        var preview = ExperimentPreview.Of(experiment, Tokenizers.Of(request.Entry, load));
        preview.Print(screen);
        if (request.Strict && preview.Warnings.Count > 0)
        {
            screen.Line("nothing was searched, because warnings count as errors under --strict");
            screen.Document("run", () => Document(request, null, [], preview.Warnings));
            return ExitCode.Degenerate;
        }

        var search = CircuitSearch.Of(program.Experiments, request, experiment);
        search.Announce(screen);
        var circuit = screen.Watch(progress => search.Find(folder.Checkpoint, progress, cancellation));
        screen.Rows(CircuitSummary.Outcome(circuit));
        screen.Circuit(new CircuitView(circuit));
        var files = folder.Write(circuit, program.Experiments.Formats);
        string[] warnings = [.. preview.Warnings, .. OfSize(circuit)];
        foreach (var warning in OfSize(circuit))
        {
            screen.Line($"warning: {warning}");
        }

        screen.Heading("files");
        screen.Rows(files);
        screen.Document("run", () => Document(request, circuit, files, warnings));
        return request.Strict && warnings.Length > 0 ? ExitCode.Degenerate : ExitCode.Done;
    }

    /// <summary>The declaration, with what was chosen at run time in place of what it says.</summary>
    private static CircuitProvenance GivenDeclaration(GraphExperiment experiment) =>
        CircuitProvenance.Of(experiment, new CircuitMethod { Name = "", Settings = new Dictionary<string, string>() });

    private static IEnumerable<string> OfSize(Circuit circuit)
    {
        if (circuit.Kept.Count == circuit.Units.Count)
        {
            yield return $"everything is kept, so that nothing was found; a larger threshold, or fewer units, removes some";
        }
        else if (circuit.Kept.Count == 0)
        {
            yield return $"nothing is kept; a smaller threshold, or more units, keeps some";
        }
    }

    private static JsonObject Document(
        RunRequest request,
        Circuit? circuit,
        IReadOnlyList<(string File, string Contents)> files,
        IReadOnlyList<string> warnings
    ) =>
        new()
        {
            ["experiment"] = request.Entry.Name,
            ["circuit"] = circuit is null ? null : JsonNode.Parse(CircuitJson.ToText(circuit)),
            ["faithfulness"] =
                circuit is { Measure.Faithfulness: var faithfulness } && double.IsFinite(faithfulness)
                    ? faithfulness
                    : null,
            ["warnings"] = new JsonArray([.. warnings.Select(warning => (JsonNode)warning)]),
            ["files"] = Documents.Files(files),
        };
}

namespace Circuitry.Experiments;

/// <summary>One run of one experiment, from its checkpoint to its files.</summary>
internal static class ExperimentRun
{
    /// <exception cref="CommandException">There is a checkpoint and the request does not say to go on from it.</exception>
    public static int Run(RunRequest request, IScreen screen, CancellationToken cancellation)
    {
        var (shipped, folder) = (request.Shipped, request.Folder);
        CheckCheckpoint(request);
        screen.Heading(shipped.Name);
        screen.Line(shipped.Summary);
        if (request.Resume)
        {
            screen.Line(
                File.Exists(folder.Checkpoint)
                    ? $"going on from {folder.Checkpoint}"
                    : $"there is no checkpoint {folder.Checkpoint}; starting from the beginning"
            );
        }

        try
        {
            cancellation.ThrowIfCancellationRequested();
            using var experiment = shipped.Load(TorchRuntime.ParseDevice(request.Device), request.Weights);
            screen.Rows(CircuitSummary.Declaration(experiment.Declaration));
            // Before the search: a folder that cannot be made should not show after an hour.
            Directory.CreateDirectory(folder.Path);
            var circuit = Discover(request, experiment, screen, cancellation);
            screen.Rows(CircuitSummary.Outcome(circuit));
            screen.Circuit(circuit);
            var files = folder.Write(circuit);
            screen.Heading("files");
            screen.Rows(files);
            return ExitCode.Done;
        }
        catch (OperationCanceledException)
        {
            screen.Line(
                File.Exists(folder.Checkpoint)
                    ? $"cancelled; the checkpoint {folder.Checkpoint} is kept. To go on: {request.ResumeCommand}"
                    : "cancelled before the search began; nothing was written"
            );
            return ExitCode.Cancelled;
        }
    }

    private static Circuit Discover(
        RunRequest request,
        Experiment experiment,
        IScreen screen,
        CancellationToken cancellation
    )
    {
        var options = new AcdcOptions
        {
            Threshold = request.Threshold ?? request.Shipped.DefaultThreshold,
            Checkpoint = request.Folder.Checkpoint,
        };
        return screen.Watch(progress =>
            request
                .Shipped.Search(experiment, options)
                .Discover(new Translated<AcdcProgress>(progress, ProgressText.Of), cancellation: cancellation)
        );
    }

    private static void CheckCheckpoint(RunRequest request)
    {
        var checkpoint = request.Folder.Checkpoint;
        if (!request.Resume && File.Exists(checkpoint))
        {
            throw new CommandException(
                $"an interrupted run has left {checkpoint}; go on from it with '{request.ResumeCommand}', or delete it to start anew"
            );
        }
    }
}

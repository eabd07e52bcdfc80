namespace Circuitry.Experiments;

/// <summary>One run of one experiment, from its checkpoint to its files.</summary>
internal static class ExperimentRun
{
    /// <exception cref="CommandException">There is a checkpoint and the request does not ask to resume from it.</exception>
    public static int Run(RunRequest request, IScreen screen, CancellationToken cancellation)
    {
        screen.Heading(request.Shipped.Name);
        screen.Line(request.Shipped.Summary);
        // Before the search: that a folder cannot be written should not show after an hour.
        using var folder = ResultFolder.Open(request.Output, request.Shipped.Name);
        return new Resumption
        {
            Checkpoints = [folder.Checkpoint],
            Resume = request.Resume,
            Command = $"give '{request.ResumeCommand}'",
        }.Run(screen, () => Search(request, folder, screen, cancellation));
    }

    private static int Search(RunRequest request, ResultFolder folder, IScreen screen, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var device = TorchRuntime.ParseDevice(request.Device);
        var weights = request.Download
            ? WeightsDownload.Run(request.Shipped, request.Weights, screen, cancellation)
            : request.Weights;
        using var experiment = request.Shipped.Load(device, weights);
        screen.Rows(CircuitSummary.Declaration(experiment.Declaration));
        var options = new AcdcOptions
        {
            Threshold = request.Threshold ?? request.Shipped.DefaultThreshold,
            Checkpoint = folder.Checkpoint,
        };
        var circuit = screen.Watch(progress =>
            request.Shipped.Search(experiment, options).Discover(progress, cancellation: cancellation)
        );
        screen.Rows(CircuitSummary.Outcome(circuit));
        screen.Circuit(new CircuitView(circuit));
        var files = folder.Write(circuit);
        screen.Heading("files");
        screen.Rows(files);
        return ExitCode.Done;
    }
}

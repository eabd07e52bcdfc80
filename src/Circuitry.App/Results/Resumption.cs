namespace Circuitry.App;

/// <summary>Work that saves checkpoints in its results folder until its results are written, and resumes from them when asked to.</summary>
internal sealed record Resumption
{
    /// <summary>The files or folders of checkpoints until the results are written.</summary>
    public required IReadOnlyList<string> Checkpoints { get; init; }

    /// <summary>Whether <c>--resume</c> was given.</summary>
    public required bool Resume { get; init; }

    /// <summary>How to resume, in words.</summary>
    public string Command { get; init; } = "give the same command with --resume";

    private IEnumerable<string> Left =>
        Checkpoints.Where(path =>
            Directory.Exists(path) ? Directory.EnumerateFileSystemEntries(path).Any() : Path.Exists(path)
        );

    /// <summary>
    /// Does the work and then deletes its checkpoints; refuses if an earlier run was interrupted and was not asked to be resumed.
    /// </summary>
    /// <param name="screen">Where to report that it was interrupted.</param>
    /// <param name="work">The work, at whose end its results are written.</param>
    /// <exception cref="CommandException">There is a checkpoint and resuming was not asked for.</exception>
    public int Run(IScreen screen, Func<int> work)
    {
        if (!Resume && Left.FirstOrDefault() is { } left)
        {
            throw new CommandException(
                $"an interrupted run has left {left}; to resume from it, {Command}; to start from scratch, delete it"
            );
        }

        if (Resume)
        {
            screen.Line(
                Left.Any()
                    ? $"resuming from {string.Join(" and ", Left)}"
                    : $"there is no checkpoint {string.Join(" or ", Checkpoints)}; starting from the beginning"
            );
        }

        try
        {
            var outcome = work();
            Delete();
            return outcome;
        }
        catch (OperationCanceledException)
        {
            screen.Line(
                Left.Any()
                    ? $"cancelled; what is done is saved in {string.Join(" and ", Left)}. To resume, {Command}"
                    : "cancelled; nothing was written"
            );
            return ExitCode.Cancelled;
        }
        catch (Exception e) when (Failures.AreTyped(e) && !IsUnfit(e) && Left.Any())
        {
            throw new CommandException(
                $"{e.Message.TrimEnd('.')}. What is done is saved in {string.Join(" and ", Left)}. To resume, {Command}",
                e
            );
        }
    }

    /// <summary>Whether a checkpoint is of other work or damaged, so that nothing resumes from it.</summary>
    private static bool IsUnfit(Exception e) =>
        e is CheckpointException { InnerException: not (IOException or UnauthorizedAccessException) };

    private void Delete()
    {
        foreach (var path in Left.ToArray())
        {
            if (Directory.Exists(path))
            {
                Directory.Delete(path, recursive: true);
            }
            else
            {
                File.Delete(path);
            }
        }
    }
}

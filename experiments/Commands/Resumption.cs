namespace Circuitry.Experiments;

/// <summary>Work that keeps checkpoints in its results folder, which <c>--resume</c> goes on from.</summary>
internal static class Resumption
{
    /// <summary>Does the work, unless an earlier one was interrupted and nobody says to go on from it.</summary>
    /// <param name="resume">Whether <c>--resume</c> was given.</param>
    /// <param name="checkpoints">The files.</param>
    /// <param name="screen">Where to say that it was cancelled.</param>
    /// <param name="work">The work.</param>
    /// <exception cref="CommandException">There is a checkpoint and nobody says to go on from it.</exception>
    public static int Run(bool resume, IReadOnlyList<string> checkpoints, IScreen screen, Func<int> work)
    {
        if (!resume && checkpoints.FirstOrDefault(File.Exists) is { } left)
        {
            throw new CommandException(
                $"an interrupted run has left {left}; give the same command with --resume to go on from it, or delete it to start anew"
            );
        }

        try
        {
            return work();
        }
        catch (OperationCanceledException)
        {
            screen.Line(
                checkpoints.Any(File.Exists)
                    ? $"cancelled; {string.Join(" and ", checkpoints.Where(File.Exists))} is kept. To go on, give the same command with --resume"
                    : "cancelled; nothing was written"
            );
            return ExitCode.Cancelled;
        }
    }
}

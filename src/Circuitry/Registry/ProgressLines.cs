namespace Circuitry.Registry;

/// <summary>Prints the progress of a training: every so many steps a line, with a line before it for each of the step's parts.</summary>
/// <remarks>The framework's own posts to the thread pool, where lines overtake one another.</remarks>
/// <param name="every">Number of steps from one line to the next; the last step has one too.</param>
/// <param name="write">Prints a line.</param>
public sealed class ProgressLines(int every, Action<string> write) : IProgress<Progress>
{
    /// <inheritdoc/>
    public void Report(Progress value)
    {
        // A part is of the step that is not yet counted.
        var step = value.Within is null ? value.Done : value.Done + 1;
        if (step % every == 0 || step == value.Total)
        {
            write(value.Within is { } part ? $"  {part}" : value.ToString());
        }
    }
}

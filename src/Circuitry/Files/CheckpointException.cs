namespace Circuitry.Work;

/// <summary>A checkpoint cannot be written or resumed from; the message names the file and the remedy.</summary>
public sealed class CheckpointException(string message, Exception? cause = null)
    : CircuitryException(VisibleText.Message(message), cause)
{
    /// <summary>Creates the error of a file that cannot be read.</summary>
    internal static CheckpointException Of(FileFault fault) =>
        new($"{fault.Message} Or delete the checkpoint to start from scratch.", fault.Cause);
}

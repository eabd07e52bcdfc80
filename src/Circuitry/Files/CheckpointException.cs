namespace Circuitry;

/// <summary>A checkpoint cannot be written or gone on from; the message names the file and the remedy.</summary>
public sealed class CheckpointException(string message, Exception? cause = null)
    : CircuitryException(VisibleText.Message(message), cause)
{
    /// <summary>Says that a file cannot be read.</summary>
    internal static CheckpointException Of(FileFault fault) =>
        new($"{fault.Message} Or delete the checkpoint to start anew.", fault.Cause);
}

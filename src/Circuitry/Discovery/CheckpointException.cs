namespace Circuitry;

/// <summary>A checkpoint cannot be written or gone on from; the message names the file and the remedy.</summary>
public sealed class CheckpointException(string message, Exception? cause = null) : Exception(message, cause);

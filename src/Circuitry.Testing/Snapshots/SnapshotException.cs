namespace Circuitry.Testing;

/// <summary>A result differs from its verified file, or a verified file has no result; the message shows the difference.</summary>
public sealed class SnapshotException(string message) : Exception(message);

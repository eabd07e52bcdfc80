namespace Circuitry.Generators;

/// <summary>A text is not JSON; the message says where and why.</summary>
internal sealed class JsonException(string message) : Exception(message);

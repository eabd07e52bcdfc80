namespace Circuitry.Models;

/// <summary>A configuration cannot be read as an architecture: a field is missing, malformed or not implemented.</summary>
/// <param name="field">The field at fault.</param>
/// <param name="problem">What is wrong with it and what was expected.</param>
public sealed class ArchitectureException(string field, string problem) : CircuitryException($"{field}: {problem}")
{
    /// <summary>The field at fault.</summary>
    public string Field { get; } = field;
}

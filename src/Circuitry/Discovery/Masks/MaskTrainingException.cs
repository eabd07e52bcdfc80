namespace Circuitry.Discovery.Masks;

/// <summary>A mask cannot be trained any further; the message names the step and the remedy.</summary>
public sealed class MaskTrainingException(string message) : CircuitryException(message);

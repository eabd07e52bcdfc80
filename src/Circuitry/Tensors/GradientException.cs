namespace Circuitry.Tensors;

/// <summary>A gradient cannot be taken.</summary>
/// <param name="problem">What is wrong, with which tensor, and what to do.</param>
/// <param name="cause">The native library's exception, where there is one.</param>
public sealed class GradientException(string problem, Exception? cause = null) : CircuitryException(problem, cause);

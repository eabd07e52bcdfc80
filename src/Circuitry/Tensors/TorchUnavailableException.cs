namespace Circuitry.Tensors;

/// <summary>The native tensor library cannot be loaded.</summary>
/// <param name="missing">What is missing or does not fit.</param>
/// <param name="remedy">What to do about it.</param>
/// <param name="cause">The loader's own exception.</param>
public sealed class TorchUnavailableException(string missing, string remedy, Exception? cause = null)
    : CircuitryException($"the tensor library does not load: {missing}; {remedy}", cause)
{
    /// <summary>The missing or unsuitable part.</summary>
    public string Missing { get; } = missing;

    /// <summary>The remedy.</summary>
    public string Remedy { get; } = remedy;
}

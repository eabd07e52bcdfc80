namespace Circuitry.Tensors;

/// <summary>A device is not known, or this machine or build does not have it.</summary>
/// <param name="device">The device as it was asked for.</param>
/// <param name="problem">What is wrong with it and what to do.</param>
public sealed class DeviceException(string device, string problem) : CircuitryException($"device '{device}': {problem}")
{
    /// <summary>The device as it was asked for.</summary>
    public string Device { get; } = device;
}

namespace Circuitry.Tests;

/// <summary>Keeps every report, and does something at each.</summary>
internal sealed class Reports<T>(Action<T>? each = null) : IProgress<T>
{
    public List<T> All { get; } = [];

    public void Report(T value)
    {
        All.Add(value);
        each?.Invoke(value);
    }
}

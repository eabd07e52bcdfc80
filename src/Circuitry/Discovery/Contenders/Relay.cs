namespace Circuitry.Discovery;

/// <summary>Passes progress on at once and in order, on the thread that reports it.</summary>
internal sealed class Relay<T>(Action<T> pass) : IProgress<T>
{
    public void Report(T value) => pass(value);
}

namespace Circuitry.Work;

/// <summary>Passes progress on at once and in order, on the thread that reports it.</summary>
internal sealed class Relay(Action<Progress> pass) : IProgress<Progress>
{
    public void Report(Progress value) => pass(value);
}

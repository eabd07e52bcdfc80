namespace Circuitry.Tests;

/// <summary>Keeps every report of progress, and does something at each, at once and on the thread that reports.</summary>
internal sealed class Listener(Action<Progress>? each = null) : IProgress<Progress>
{
    public List<Progress> All { get; } = [];

    public Progress Last => All[^1];

    public void Report(Progress value)
    {
        All.Add(value);
        each?.Invoke(value);
    }
}

namespace Circuitry.Work;

/// <summary>Passes progress on at once and in order, on the thread that reports it.</summary>
internal sealed class Relay(Action<Progress> pass) : IProgress<Progress>
{
    public void Report(Progress value) => pass(value);

    /// <summary>Passes progress on under another name; null if nobody is notified.</summary>
    public static IProgress<Progress>? Named(string stage, IProgress<Progress>? to) =>
        to is null ? null : new Relay(at => to.Report(at with { Stage = stage }));
}

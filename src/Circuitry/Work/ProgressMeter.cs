using System.Diagnostics;

namespace Circuitry.Work;

/// <summary>Reports the progress of one piece of work to whoever listens, with the time spent and the time left by the steps done.</summary>
/// <param name="to">Who is notified; null for nobody.</param>
/// <param name="stage">What is under way.</param>
/// <param name="total">Number of steps in all; null if unknown.</param>
/// <param name="unit">What a step is, in the plural.</param>
/// <param name="start">Number of steps that were done when the work began, such as those of a checkpoint.</param>
public sealed class ProgressMeter(
    IProgress<Progress>? to,
    string stage,
    long? total = null,
    string unit = "steps",
    long start = 0
)
{
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    /// <summary>Reports, at once and on this thread.</summary>
    /// <param name="done">Number of steps done.</param>
    /// <param name="readings">Numbers of interest, in the order in which they are printed.</param>
    public void Report(long done, params IReadOnlyList<Reading> readings) =>
        to?.Report(At(done) with { Readings = readings });

    /// <summary>Takes the progress of the step under way, and reports it as part of this work's; null if nobody is notified.</summary>
    /// <param name="done">Number of steps done, the one under way not included.</param>
    public IProgress<Progress>? Step(long done) =>
        to is null ? null : new Relay(within => to.Report(At(done) with { Within = within }));

    private Progress At(long done)
    {
        var elapsed = _watch.Elapsed;
        return new Progress
        {
            Stage = stage,
            Done = done,
            Total = total,
            Unit = unit,
            Elapsed = elapsed,
            Left = total is { } all && done > start ? elapsed * ((all - done) / (double)(done - start)) : null,
        };
    }
}

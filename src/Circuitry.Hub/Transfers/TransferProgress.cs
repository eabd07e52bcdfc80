using System.Diagnostics;

namespace Circuitry.Hub;

/// <summary>Progress of a download in bytes, from files that arrive at the same time.</summary>
internal sealed class TransferProgress
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Worth = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly IProgress<Progress>? _to;
    private readonly ProgressMeter _meter;
    private readonly long _total;
    private readonly long _start;
    private TimeSpan _next;
    private long _done;

    /// <param name="to">Who is notified; null for nobody.</param>
    /// <param name="stage">What is downloaded.</param>
    /// <param name="total">Number of bytes in all.</param>
    /// <param name="start">Number of bytes that are there already.</param>
    public TransferProgress(IProgress<Progress>? to, string stage, long total, long start)
    {
        (_to, _total, _start, _done) = (to, total, start, start);
        _meter = new ProgressMeter(to, stage, total, "bytes", start);
        Report();
    }

    /// <summary>Counts bytes that have come, or that have to come again.</summary>
    public void Add(long bytes)
    {
        lock (_lock)
        {
            _done += bytes;
            if (_watch.Elapsed >= _next || _done == _total)
            {
                _next = _watch.Elapsed + Interval;
                Report();
            }
        }
    }

    /// <summary>Says that another program holds a lock, where that lasts.</summary>
    public void Waiting(string path, TimeSpan waited)
    {
        lock (_lock)
        {
            if (waited >= Worth && _watch.Elapsed >= _next)
            {
                _next = _watch.Elapsed + Interval;
                _to?.Report(
                    new Progress
                    {
                        Stage = $"another program holds {path}, waiting",
                        Done = (long)waited.TotalSeconds,
                        Unit = "seconds",
                    }
                );
            }
        }
    }

    private void Report() =>
        _meter.Report(
            Math.Max(0, _done),
            _watch.Elapsed > Worth
                ? [new Reading("MB/s", Math.Max(0, _done - _start) / 1e6 / _watch.Elapsed.TotalSeconds)]
                : []
        );
}

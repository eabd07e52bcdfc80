using System.Diagnostics;

namespace Circuitry.App;

/// <summary>Progress as a line every few seconds, and one at the end.</summary>
internal sealed class PlainProgress(TextWriter output) : IProgress<Progress>
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly Stopwatch _sinceLine = Stopwatch.StartNew();
    private Progress? _unsaid;

    public void Report(Progress value)
    {
        _unsaid = value;
        if (_sinceLine.Elapsed >= Interval)
        {
            Say();
        }
    }

    public void Finish() => Say();

    private void Say()
    {
        if (_unsaid is { } progress)
        {
            output.WriteLine($"  {progress}");
            output.Flush();
            _unsaid = null;
            _sinceLine.Restart();
        }
    }
}

using System.Diagnostics;

namespace Circuitry.Discovery;

/// <summary>Time spent on a traversal, and what is left of it.</summary>
/// <param name="workBefore">The work behind when it began or went on.</param>
internal sealed class AcdcMeter(double workBefore)
{
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    public TimeSpan Elapsed => _watch.Elapsed;

    /// <summary>The report of a branch.</summary>
    public Progress Of(AcdcTraversal traversal, AcdcBranch branch)
    {
        var elapsed = Elapsed;
        return new Progress
        {
            Stage = "ACDC",
            Done = branch.State.Visit,
            Total = branch.Schedule.Visits.Count,
            Unit = "readers",
            Readings =
            [
                new("tested", branch.State.Tested),
                new("kept", branch.State.KeptCount),
                new("metric", branch.State.Metric),
                new("rounds", traversal.Rounds),
                new("evaluated", traversal.Evaluated),
            ],
            Elapsed = elapsed,
            Left = Left(elapsed, branch.Work, branch.Schedule.Work),
        };
    }

    /// <summary>The report of a branch among several searches.</summary>
    /// <param name="traversal">The searches.</param>
    /// <param name="branch">The branch.</param>
    /// <param name="total">How many searches there are.</param>
    public Progress Of(AcdcTraversal traversal, AcdcBranch branch, int total)
    {
        var elapsed = Elapsed;
        return new Progress
        {
            Stage = "ACDC searches",
            Done = traversal.Done.Sum(done => done.Thresholds.Length),
            Total = total,
            Unit = "searches",
            Together = branch.IsDone ? 0 : branch.Thresholds.Length,
            Within = Of(traversal, branch),
            Elapsed = elapsed,
            Left = Left(elapsed, traversal.Work, total * branch.Schedule.Work),
        };
    }

    private TimeSpan? Left(TimeSpan elapsed, double done, double total) =>
        done > workBefore ? elapsed * ((total - done) / (done - workBefore)) : null;
}

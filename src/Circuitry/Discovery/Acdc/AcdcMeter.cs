using System.Diagnostics;

namespace Circuitry.Discovery;

/// <summary>Time spent on a traversal, and what is left of it.</summary>
/// <param name="workBefore">The work behind when it began or went on.</param>
internal sealed class AcdcMeter(double workBefore)
{
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    public TimeSpan Elapsed => _watch.Elapsed;

    /// <summary>The report of a branch.</summary>
    public AcdcProgress Of(AcdcTraversal traversal, AcdcBranch branch)
    {
        var elapsed = Elapsed;
        return new AcdcProgress
        {
            Done = branch.State.Visit,
            Total = branch.Schedule.Visits.Count,
            Tested = branch.State.Tested,
            Kept = branch.State.KeptCount,
            Metric = branch.State.Metric,
            Rounds = traversal.Rounds,
            Evaluated = traversal.Evaluated,
            Elapsed = elapsed,
            Left = Left(elapsed, branch.Work, branch.Schedule.Work),
        };
    }

    /// <summary>The report of a branch among several searches.</summary>
    /// <param name="traversal">The searches.</param>
    /// <param name="branch">The branch.</param>
    /// <param name="total">How many searches there are.</param>
    public AcdcRunsProgress Of(AcdcTraversal traversal, AcdcBranch branch, int total)
    {
        var search = Of(traversal, branch);
        var left = Left(search.Elapsed, traversal.Work, total * branch.Schedule.Work);
        return new AcdcRunsProgress
        {
            Finished = traversal.Done.Sum(done => done.Thresholds.Length),
            Total = total,
            Together = branch.Thresholds.Length,
            Search = search with { Left = left },
        };
    }

    private TimeSpan? Left(TimeSpan elapsed, double done, double total) =>
        done > workBefore ? elapsed * ((total - done) / (done - workBefore)) : null;
}

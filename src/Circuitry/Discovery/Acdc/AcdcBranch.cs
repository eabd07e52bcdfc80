namespace Circuitry.Discovery;

/// <summary>
/// Searches that have made the same decisions so far: the same order, and thresholds that no test has told apart. Owns the
/// forward's state while it waits.
/// </summary>
/// <param name="schedule">The visits.</param>
/// <param name="thresholds">The thresholds, ascending.</param>
/// <param name="state">The state of the searches.</param>
internal sealed class AcdcBranch(AcdcSchedule schedule, double[] thresholds, AcdcState state) : IDisposable
{
    public AcdcSchedule Schedule { get; } = schedule;

    /// <summary>The thresholds, ascending.</summary>
    public double[] Thresholds { get; private set; } = thresholds;

    public AcdcState State { get; } = state;

    /// <summary>The visit under way; null between two visits.</summary>
    public AcdcStop? Stop { get; set; }

    /// <summary>The state from which the forward resumes; null where nothing is removed yet, and for the branch that the forward holds.</summary>
    public ForwardState? Forward { get; set; }

    public bool IsDone => State.Visit == Schedule.Visits.Count;

    /// <summary>Whether anything was decided.</summary>
    public bool HasBegun => State.Visit > 0 || Stop is not null;

    /// <summary>The work behind each of its searches.</summary>
    public double Work => Schedule.WorkBefore(State.Visit);

    /// <summary>Splits the lowest thresholds off.</summary>
    /// <param name="count">How many.</param>
    public AcdcBranch SplitOff(int count)
    {
        var part = new AcdcBranch(Schedule, Thresholds[..count], State.Copy()) { Stop = Stop?.Copy() };
        Thresholds = Thresholds[count..];
        return part;
    }

    public void Dispose()
    {
        Forward?.Dispose();
        Forward = null;
    }
}

namespace Circuitry.Discovery;

/// <summary>The outcome of a run of a sweep.</summary>
public enum SweepStatus
{
    /// <summary>It ran to its end.</summary>
    Finished,

    /// <summary>It was cut short: whatever it holds is not its result.</summary>
    CutShort,

    /// <summary>It never began.</summary>
    NotStarted,
}

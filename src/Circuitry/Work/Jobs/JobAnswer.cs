namespace Circuitry.Work;

/// <summary>A store's answer to whether a job is finished.</summary>
public abstract record JobAnswer
{
    private JobAnswer() { }

    /// <summary>No job of that key is finished.</summary>
    public sealed record Absent : JobAnswer;

    /// <summary>The same work is finished.</summary>
    /// <param name="Job">The finished job.</param>
    public sealed record Finished(Job Job) : JobAnswer;

    /// <summary>Other work is finished under that key: its fingerprint is another.</summary>
    /// <param name="Job">The other job.</param>
    public sealed record OtherWork(Job Job) : JobAnswer;
}

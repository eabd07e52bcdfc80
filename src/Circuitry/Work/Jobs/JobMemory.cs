using System.Collections.Concurrent;

namespace Circuitry.Work;

/// <summary>Keeps finished jobs in memory, for runs that repeat in one process, and for tests.</summary>
public sealed class JobMemory : JobStore
{
    private readonly ConcurrentDictionary<string, Job> _jobs = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Keys() => [.. _jobs.Keys.Order(StringComparer.Ordinal)];

    /// <inheritdoc/>
    public override string PlaceOf(string key) => "memory";

    /// <inheritdoc/>
    protected override Job? Read(string key) => _jobs.GetValueOrDefault(key);

    /// <inheritdoc/>
    protected override void Write(Job job) => _jobs[job.Key] = job;
}

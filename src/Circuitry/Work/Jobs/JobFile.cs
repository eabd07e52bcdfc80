namespace Circuitry.Work;

/// <summary>Keeps finished jobs in one file, which is written again with each of them: for few jobs with small results.</summary>
/// <param name="path">The file; it and its folder are created when the first job is saved.</param>
public sealed class JobFile(string path) : JobStore
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Keys() => [.. JobText.Read(path).Keys];

    /// <inheritdoc/>
    public override string PlaceOf(string key) => path;

    /// <inheritdoc/>
    protected override Job? Read(string key) => JobText.Read(path).GetValueOrDefault(key);

    /// <inheritdoc/>
    protected override void Write(Job job)
    {
        var jobs = JobText.Read(path);
        jobs[job.Key] = job;
        JobText.Write(path, jobs.Values);
    }
}

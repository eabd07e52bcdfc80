namespace Circuitry.Work;

/// <summary>Keeps finished jobs in a folder, each in a file of its key's name: for results of any size, and for several processes.</summary>
/// <param name="folder">The folder, which is created when the first job is saved.</param>
public sealed class JobFolder(string folder) : JobStore
{
    private const string Ending = ".json";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Keys() =>
        Directory.Exists(folder)
            ?
            [
                .. Directory
                    .EnumerateFiles(folder, "*" + Ending)
                    .Select(file => Path.GetFileNameWithoutExtension(file))
                    .Order(StringComparer.Ordinal),
            ]
            : [];

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The key cannot be the name of a file.</exception>
    public override string PlaceOf(string key) =>
        string.IsNullOrWhiteSpace(key) || key.IndexOfAny(Path.GetInvalidFileNameChars()) >= 0
            ? throw new ArgumentException($"'{key}' cannot be the name of a file", nameof(key))
            : Path.Combine(folder, key + Ending);

    /// <inheritdoc/>
    protected override Job? Read(string key)
    {
        var path = PlaceOf(key);
        var jobs = JobText.Read(path);
        return jobs.Count == 0 && !Path.Exists(path) ? null
            : jobs.Count == 1 && jobs.TryGetValue(key, out var job) ? job
            : throw Damaged(key, $"its file is of [{string.Join(", ", jobs.Keys)}]");
    }

    /// <inheritdoc/>
    protected override void Write(Job job) => JobText.Write(PlaceOf(job.Key), [job]);
}

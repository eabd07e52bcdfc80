using System.Text.Json;

namespace Circuitry.Work;

/// <summary>Finished jobs as a JSON file, which starts with its format and version.</summary>
internal static class JobText
{
    private const string Format = "circuitry.jobs";
    private const int Version = 1;

    /// <summary>The jobs of a file, as they were written; none if there is no file.</summary>
    /// <exception cref="CheckpointException">The file cannot be read, or is of another format.</exception>
    public static SortedDictionary<string, Job> Read(string path)
    {
        var jobs = new SortedDictionary<string, Job>(StringComparer.Ordinal);
        // A folder in its place is an error, not a fresh start.
        if (!Path.Exists(path))
        {
            return jobs;
        }

        var layout = Parse(path);
        if (layout.Format != Format || layout.Version != Version)
        {
            throw Unreadable(
                path,
                FormattableString.Invariant(
                    $"it is of format '{layout.Format}', version {layout.Version}, and not '{Format}', version {Version}"
                )
            );
        }

        foreach (var (key, entry) in layout.Jobs)
        {
            if (entry is null)
            {
                throw Unreadable(path, $"'{key}' is null");
            }

            var value = JsonSerializer.Serialize(entry.Value, JsonStyle.StrictLine);
            jobs.Add(key, new Job(key, entry.Fingerprint, value, entry.Digest));
        }

        return jobs;
    }

    /// <summary>Writes a file atomically (temporary file, then rename); creates its folder.</summary>
    /// <exception cref="CheckpointException">It cannot be written; an older one is untouched.</exception>
    public static void Write(string path, IEnumerable<Job> jobs)
    {
        var entries = jobs.ToDictionary(
            job => job.Key,
            Entry? (job) => new Entry(job.Fingerprint, job.Digest, JsonSerializer.Deserialize<JsonElement>(job.Value)),
            StringComparer.Ordinal
        );
        try
        {
            AtomicFile.WriteAllText(
                path,
                JsonSerializer.Serialize(new Layout(Format, Version, entries), JsonStyle.Strict) + "\n"
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException(
                $"{path} cannot be written: {e.Message} Free space or name another place; an older file is untouched.",
                e
            );
        }
    }

    private static Layout Parse(string path)
    {
        try
        {
            return InputFile.Value<Layout>(path, FileSizes.Result, JsonStyle.Strict, CheckpointException.Of);
        }
        catch (JsonException e)
        {
            throw Unreadable(path, e.Message.TrimEnd('.'), e);
        }
    }

    private static CheckpointException Unreadable(string path, string why, Exception? cause = null) =>
        new($"{path} cannot be read as finished jobs: {why}. Delete it to start from scratch.", cause);

    private sealed record Layout(string Format, int Version, IReadOnlyDictionary<string, Entry?> Jobs);

    private sealed record Entry(string Fingerprint, string Digest, JsonElement Value);
}

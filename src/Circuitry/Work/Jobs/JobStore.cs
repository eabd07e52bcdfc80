using System.Text.Json;

namespace Circuitry.Work;

/// <summary>
/// Finished jobs of a longer run, by key, so that a run that was interrupted resumes with the jobs that are left. A store derives
/// from it and says how one job is read and written: <see cref="JobFile"/>, <see cref="JobFolder"/> and <see cref="JobMemory"/> do.
/// </summary>
/// <remarks>A job is kept under the fingerprint of everything that decides its result, and found by work of the same fingerprint alone.</remarks>
public abstract class JobStore
{
    /// <summary>The keys of all finished jobs, sorted.</summary>
    /// <exception cref="CheckpointException">The store cannot be read.</exception>
    public abstract IReadOnlyList<string> Keys();

    /// <summary>Where the job of a key is kept, for messages, such as the path of its file.</summary>
    /// <param name="key">The key.</param>
    public abstract string PlaceOf(string key);

    /// <summary>The job of a key as it was written; null if there is none.</summary>
    /// <param name="key">The key.</param>
    /// <exception cref="CheckpointException">The store cannot be read.</exception>
    protected abstract Job? Read(string key);

    /// <summary>Writes a job in place of an earlier one of its key, wholly or not at all.</summary>
    /// <param name="job">The job.</param>
    /// <exception cref="CheckpointException">It cannot be written; an earlier one is untouched.</exception>
    protected abstract void Write(Job job);

    /// <summary>Whether a job is finished, by the same work or by other work.</summary>
    /// <param name="key">Which of the run's jobs it is.</param>
    /// <param name="fingerprint">The hash of everything that decides the result.</param>
    /// <exception cref="CheckpointException">The job is damaged, or the store cannot be read.</exception>
    public JobAnswer Find(string key, string fingerprint) =>
        Read(key) switch
        {
            null => new JobAnswer.Absent(),
            { IsWhole: false } => throw Damaged(key, "its digest is not that of its content"),
            var job when job.Fingerprint == fingerprint => new JobAnswer.Finished(job),
            var job => new JobAnswer.OtherWork(job),
        };

    /// <summary>Saves a finished job's result, as JSON, in place of an earlier one of its key.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="key">Which of the run's jobs it is.</param>
    /// <param name="fingerprint">The hash of everything that decides the result.</param>
    /// <param name="value">The result.</param>
    /// <exception cref="CheckpointException">It cannot be written; an earlier one is untouched.</exception>
    public void Save<T>(string key, string fingerprint, T value)
        where T : class => Write(Job.Of(key, fingerprint, JsonSerializer.Serialize(value, JsonStyle.StrictLine)));

    /// <summary>The result of a finished job, or else that of doing the work, which is then saved.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="key">Which of the run's jobs it is.</param>
    /// <param name="fingerprint">The hash of everything that decides the result.</param>
    /// <param name="work">Does the work.</param>
    /// <param name="check">Says what is wrong with a result that was read; null if nothing is.</param>
    /// <exception cref="CheckpointException">
    /// The job of that key is of other work or damaged, or cannot be read or written.
    /// </exception>
    public T Run<T>(string key, string fingerprint, Func<T> work, Func<T, string?>? check = null)
        where T : class
    {
        switch (Find(key, fingerprint))
        {
            case JobAnswer.Finished { Job: var job }:
                var read = ValueOf<T>(job);
                return check?.Invoke(read) is { } wrong ? throw Damaged(key, wrong) : read;
            case JobAnswer.OtherWork:
                throw new CheckpointException(
                    $"{PlaceOf(key)} belongs to other work (another experiment, model, data or settings); delete it or name another place"
                );
            default:
                var value = work();
                Save(key, fingerprint, value);
                return value;
        }
    }

    /// <summary>A job's result.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="job">The job.</param>
    /// <exception cref="CheckpointException">It is not of that type.</exception>
    public T ValueOf<T>(Job job)
        where T : class
    {
        try
        {
            return JsonText.Value<T>(System.Text.Encoding.UTF8.GetBytes(job.Value), JsonStyle.Strict);
        }
        catch (JsonException e)
        {
            throw Damaged(job.Key, e.Message.TrimEnd('.'), e);
        }
    }

    /// <summary>The error of a job that is not what was saved.</summary>
    /// <param name="key">The job's key.</param>
    /// <param name="why">What is wrong with it.</param>
    /// <param name="cause">The error by which that was found; null if there is none.</param>
    protected CheckpointException Damaged(string key, string why, Exception? cause = null) =>
        new($"'{key}' in {PlaceOf(key)} is damaged: {why}. Delete it to start from scratch.", cause);
}

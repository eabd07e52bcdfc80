using System.Diagnostics;

namespace Circuitry.Hub;

/// <summary>
/// The lock that Python's tools take while they download a blob, too: an exclusive lock on a file that stays behind. The system frees it
/// when its holder ends, however it ends.
/// </summary>
internal sealed class FileLock : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    private readonly FileStream _file;

    private FileLock(FileStream file) => _file = file;

    /// <summary>Takes the lock, as soon as nobody else holds it.</summary>
    /// <param name="path">The lock's file.</param>
    /// <param name="longest">How long to wait; null for as long as it takes.</param>
    /// <param name="waiting">Is told at each try how long it has waited.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="HubLockException">Somebody holds it for longer.</exception>
    public static async Task<FileLock> Take(
        string path,
        TimeSpan? longest,
        Action<TimeSpan> waiting,
        CancellationToken cancellation
    )
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var watch = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return new FileLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException e) when (IsHeld(e))
            {
                if (watch.Elapsed > longest)
                {
                    throw new HubLockException(
                        FormattableString.Invariant(
                            $"{path}: another program has held this lock for {watch.Elapsed.TotalSeconds:0} seconds. Wait for its download to end, or stop it."
                        ),
                        e
                    );
                }
            }

            waiting(watch.Elapsed);
            await Task.Delay(Interval, cancellation).ConfigureAwait(false);
        }
    }

    public void Dispose() => _file.Dispose();

    // EWOULDBLOCK on Linux and on macOS; a violation of sharing or of a lock on Windows.
    private static bool IsHeld(IOException e) => (e.HResult & 0xFFFF) is 11 or 35 or 32 or 33;
}

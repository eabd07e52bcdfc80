using System.Globalization;

namespace Circuitry.App;

/// <summary>Locks a folder to one process at a time, as long as that process lives; the system releases it when the process is killed.</summary>
internal sealed class FolderLock : IDisposable
{
    private const string LockFile = "in-use.lock";

    // A locked file cannot be read by others, so that the message to them is in a second one.
    private const string OwnerFile = "in-use.txt";

    private readonly FileStream _lock;
    private readonly string _owner;

    private FolderLock(string owner, FileStream held) => (_owner, _lock) = (owner, held);

    /// <summary>Locks an existing folder.</summary>
    /// <exception cref="CommandException">Another process has it.</exception>
    public static FolderLock Take(string folder)
    {
        var path = Path.Combine(folder, LockFile);
        while (true)
        {
            FileStream held;
            try
            {
                held = new FileStream(
                    path,
                    FileMode.OpenOrCreate,
                    FileAccess.ReadWrite,
                    FileShare.None,
                    bufferSize: 1,
                    FileOptions.DeleteOnClose
                );
            }
            catch (IOException e)
                when (e is not (DirectoryNotFoundException or PathTooLongException) && File.Exists(path))
            {
                throw new CommandException(
                    $"{folder} is in use by {Owner(folder)}; wait until it is done, or choose another folder with --out"
                );
            }

            // Its last owner may have deleted the file between our opening and our locking it.
            if (File.Exists(path))
            {
                return Hold(folder, held);
            }

            held.Dispose();
        }
    }

    public void Dispose()
    {
        File.Delete(_owner);
        _lock.Dispose();
    }

    private static FolderLock Hold(string folder, FileStream held)
    {
        var owner = Path.Combine(folder, OwnerFile);
        try
        {
            File.WriteAllText(
                owner,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"process {Environment.ProcessId} on {Environment.MachineName}, since {DateTime.UtcNow:yyyy-MM-dd HH:mm:ss} UTC"
                )
            );
            return new FolderLock(owner, held);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    private static string Owner(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, OwnerFile));
        }
        catch (IOException)
        {
            return "another process";
        }
    }
}

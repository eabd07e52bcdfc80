namespace Circuitry.App;

/// <summary>
/// The folder of one experiment's results, which is locked against other processes. Results are written as whole sets, after
/// which checkpoints are deleted.
/// </summary>
internal sealed class ResultFolder : IDisposable
{
    private const string Staging = "new.partial";

    private readonly FolderLock _lock;

    private readonly IReadOnlyList<string> _created;

    private ResultFolder(string path, FolderLock held, IReadOnlyList<string> created) =>
        (Path, _lock, _created) = (path, held, created);

    public string Path { get; }

    /// <summary>The path of a search's checkpoint.</summary>
    public string Checkpoint => PathOf("checkpoint.safetensors");

    /// <summary>The folder of a comparison's checkpoints.</summary>
    public string ComparisonCheckpoint => PathOf("comparison.checkpoint");

    /// <summary>The path of the checkpoint of a part of the work.</summary>
    public string CheckpointOf(string part, string extension = "safetensors") =>
        PathOf($"{part}.checkpoint.{extension}");

    /// <summary>Creates and locks the folder, and deletes files that a killed process has left incomplete.</summary>
    /// <param name="output">The folder for all results.</param>
    /// <param name="name">The name of these.</param>
    /// <exception cref="CommandException">The folder cannot be written, or another process is using it.</exception>
    public static ResultFolder Open(string output, string name) => Open(System.IO.Path.Combine(output, name));

    /// <inheritdoc cref="Open(string, string)"/>
    /// <param name="path">The folder.</param>
    public static ResultFolder Open(string path)
    {
        try
        {
            string[] created = [.. Ancestors(path).TakeWhile(part => !Directory.Exists(part))];
            Directory.CreateDirectory(path);
            var held = FolderLock.Take(path);
            RemovePartial(path);
            return new ResultFolder(path, held, created);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{Culprit(path)}; choose another folder with --out ({e.Message})");
        }
    }

    /// <summary>
    /// Replaces a set of files: all of them are written before the first is replaced, and the main one, without which a set does
    /// not count, is deleted first and written last.
    /// </summary>
    /// <param name="names">Every name that a set of this kind can have, the main one first.</param>
    /// <param name="write">Writes the files, each to the path that it is given for a name.</param>
    /// <exception cref="CommandException">The files cannot be replaced.</exception>
    public void Replace(IReadOnlyList<string> names, Action<Func<string, string>> write)
    {
        var staging = PathOf(Staging);
        try
        {
            Directory.CreateDirectory(staging);
            write(name => System.IO.Path.Combine(staging, name));
            File.Delete(PathOf(names[0]));
            foreach (var name in names.Reverse())
            {
                if (File.Exists(System.IO.Path.Combine(staging, name)))
                {
                    File.Move(System.IO.Path.Combine(staging, name), PathOf(name), overwrite: true);
                }
                else
                {
                    File.Delete(PathOf(name));
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"the results cannot be written to {Path}: {e.Message}");
        }
        finally
        {
            RemovePartial(Path);
        }
    }

    /// <summary>The path of a file.</summary>
    public string PathOf(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Unlocks the folder, and deletes it if it is empty, with the folders around it that were created for it.</summary>
    public void Dispose()
    {
        _lock.Dispose();
        foreach (var part in Directory.EnumerateDirectories(Path).Where(IsEmpty))
        {
            Directory.Delete(part);
        }

        foreach (var part in (_created.Count > 0 ? _created : [Path]).TakeWhile(IsEmpty))
        {
            Directory.Delete(part);
        }
    }

    private static bool IsEmpty(string folder) =>
        Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any();

    /// <summary>A path and the folders around it, from the inside out.</summary>
    private static IEnumerable<string> Ancestors(string path)
    {
        for (
            var part = System.IO.Path.GetFullPath(path);
            part is not null;
            part = System.IO.Path.GetDirectoryName(part)
        )
        {
            yield return part;
        }
    }

    private static void RemovePartial(string path)
    {
        foreach (var folder in Directory.EnumerateDirectories(path, Staging))
        {
            Directory.Delete(folder, recursive: true);
        }

        foreach (var file in Directory.EnumerateFiles(path, "*.partial", SearchOption.AllDirectories))
        {
            File.Delete(file);
        }
    }

    /// <summary>The entry that is in the way of a folder.</summary>
    private static string Culprit(string path)
    {
        foreach (var part in Ancestors(path))
        {
            if (File.Exists(part))
            {
                return $"{part} is a file and not a folder";
            }

            if (Directory.Exists(part))
            {
                return part == System.IO.Path.GetFullPath(path)
                    ? $"the folder {path} cannot be written"
                    : $"no folder can be made in {part}";
            }
        }

        return $"the folder {path} cannot be written";
    }
}

namespace Circuitry.Hub;

/// <summary>A model's folder in the Hugging Face cache, in the layout of Python's tools.</summary>
/// <param name="settings">The settings.</param>
/// <param name="name">The model.</param>
internal sealed class HubCache(HubSettings settings, ModelName name)
{
    // Those of Python's tools are left alone.
    private const string Unfinished = ".circuitry.incomplete";

    private readonly string _model = Path.Combine(settings.Cache, name.FolderName);
    private readonly string _locks = Path.Combine(settings.Cache, ".locks", name.FolderName);

    /// <summary>The folder of the contents, created.</summary>
    public string Blobs => Directory.CreateDirectory(Path.Combine(_model, "blobs")).FullName;

    /// <summary>The file of a content.</summary>
    public string Blob(string digest) => Path.Combine(_model, "blobs", digest);

    /// <summary>The file of what has arrived of a content.</summary>
    public string Part(string digest) => Blob(digest) + Unfinished;

    /// <summary>The lock under which a content is written.</summary>
    public string Lock(string digest) => Path.Combine(_locks, digest + ".lock");

    /// <summary>The lock under which snapshots and references are written.</summary>
    public string EditLock => Path.Combine(_locks, "circuitry.lock");

    /// <summary>The folder of a commit's files.</summary>
    public string Snapshot(string commit) => Path.Combine(_model, "snapshots", commit);

    /// <summary>The commit that a branch or tag was at when it was last downloaded; null if that is not known.</summary>
    public string? Commit(string revision)
    {
        if (ModelName.IsCommit(revision))
        {
            return revision;
        }

        // One that is empty or damaged is written anew, not an error.
        var file = new FileInfo(Reference(revision));
        var text = file is { Exists: true, Length: > 0 and < 4096 }
            ? InputFile.Text(file.FullName, 4096, fault => new HubCacheException(fault.Message, fault.Cause)).Trim()
            : "";
        return ModelName.IsCommit(text) ? text : null;
    }

    /// <summary>Whether a commit's file is there in full.</summary>
    public bool Holds(string commit, HubFile file) => Measures(Path.Combine(Snapshot(commit), file.Path), file.Size);

    /// <summary>Whether a content is there in full.</summary>
    public bool HoldsBlob(HubFile file) => Measures(Blob(file.Digest), file.Size);

    /// <summary>Number of bytes that have arrived of a content.</summary>
    public long Arrived(HubFile file) =>
        new FileInfo(Part(file.Digest)) is { Exists: true } part ? Math.Min(part.Length, file.Size) : 0;

    /// <summary>Shows a content as a commit's file: as a link, or where there are none, as a file.</summary>
    /// <param name="commit">The commit.</param>
    /// <param name="file">The file, whose content is there.</param>
    /// <param name="isNew">Whether the content came with this download, so that no other snapshot shows it.</param>
    public void Show(string commit, HubFile file, bool isNew)
    {
        var path = Path.Combine(Snapshot(commit), file.Path);
        if (Measures(path, file.Size))
        {
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (!settings.Links || !Link(path, file))
        {
            if (isNew)
            {
                File.Move(Blob(file.Digest), path, overwrite: true);
            }
            else
            {
                File.Copy(Blob(file.Digest), path, overwrite: true);
            }
        }
    }

    /// <summary>Notes that a commit has no file of a name, so that Python's tools need not ask.</summary>
    public void NoteLack(string commit, string path)
    {
        var mark = Path.Combine(_model, ".no_exist", commit, path);
        if (!File.Exists(mark))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(mark)!);
            File.WriteAllBytes(mark, []);
        }
    }

    /// <summary>Notes the commit that a branch or tag is at.</summary>
    public void Note(string revision, string commit) => AtomicFile.WriteAllText(Reference(revision), commit);

    private string Reference(string revision) => Path.Combine([_model, "refs", .. revision.Split('/')]);

    private bool Link(string path, HubFile file)
    {
        var up = string.Concat(Enumerable.Repeat("../", file.Path.Count(character => character == '/')));
        try
        {
            // A link to nothing, or a file of a wrong size.
            File.Delete(path);
            File.CreateSymbolicLink(path, $"../../{up}blobs/{file.Digest}");
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Links need a right on Windows, and some file systems have none.
            return false;
        }
    }

    private static bool Measures(string path, long size) =>
        new FileInfo(path) is { Exists: true } file
        && (file.LinkTarget is null ? file : file.ResolveLinkTarget(returnFinalTarget: true))
            is FileInfo { Exists: true } end
        && end.Length == size;
}

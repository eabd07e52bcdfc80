namespace Circuitry.Hub;

/// <summary>What has arrived of a content, on disk and with its digest. It survives the process, and the next one continues it.</summary>
internal sealed class PartFile : IDisposable
{
    private const int Chunk = 1 << 20;

    private readonly string _path;
    private readonly HubFile _file;
    private readonly ContentDigest _digest;
    private readonly FileStream _stream;
    private readonly Action<long> _arrived;

    /// <summary>Opens the part, and takes the digest of what is in it.</summary>
    /// <param name="path">The path.</param>
    /// <param name="file">The file that it becomes.</param>
    /// <param name="arrived">Is told how many bytes come, or go where they have to be fetched again.</param>
    public PartFile(string path, HubFile file, Action<long> arrived)
    {
        _path = path;
        _file = file;
        _arrived = arrived;
        _digest = new ContentDigest(file);
        // What is written is on its way to the disk at once, for a process that is killed.
        _stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 1);
        if (_stream.Length > file.Size)
        {
            _stream.SetLength(0);
            arrived(-file.Size);
        }

        var buffer = new byte[Chunk];
        for (int read; (read = _stream.Read(buffer)) > 0; )
        {
            _digest.Add(buffer.AsSpan(0, read));
        }
    }

    /// <summary>Number of bytes that have arrived.</summary>
    public long Length => _stream.Position;

    /// <summary>Whether all bytes have arrived.</summary>
    public bool IsWhole => Length == _file.Size;

    /// <summary>The digest of what has arrived.</summary>
    public string Digest => _digest.Value;

    /// <summary>Adds bytes that have arrived.</summary>
    /// <exception cref="DiskFullException">There is no room; what was there is kept.</exception>
    /// <exception cref="HubCacheException">They cannot be written.</exception>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        var before = _stream.Position;
        try
        {
            _stream.Write(bytes);
        }
        catch (IOException e)
        {
            var kept = TryTruncate(before);
            throw DiskSpace.IsFull(e)
                ? new DiskFullException(
                    FormattableString.Invariant(
                        $"{_path}: the disk ran full with {kept} of {_file.Size} bytes of {_file.Path} there, which are kept. Make room and download again: it continues there."
                    ),
                    e
                )
                : new HubCacheException($"{_path}: cannot be written: {e.Message} Check the disk of the cache.", e);
        }

        _digest.Add(bytes);
        _arrived(bytes.Length);
    }

    /// <summary>Drops what has arrived.</summary>
    public void Restart()
    {
        _arrived(-Length);
        _stream.SetLength(0);
        _digest.Restart();
    }

    /// <summary>Makes the part the content, at once and only when it is on the disk.</summary>
    public void Finish(string blob)
    {
        _stream.Flush(flushToDisk: true);
        _stream.Dispose();
        File.Move(_path, blob, overwrite: true);
    }

    /// <summary>Deletes the part.</summary>
    public void Delete()
    {
        Restart();
        _stream.Dispose();
        File.Delete(_path);
    }

    public void Dispose()
    {
        _stream.Dispose();
        _digest.Dispose();
    }

    // Part of the bytes may have been written.
    private long TryTruncate(long length)
    {
        try
        {
            _stream.SetLength(length);
        }
        catch (IOException)
        {
            // What is there is a beginning of the content all the same.
            length = _stream.Length;
        }

        return length;
    }
}

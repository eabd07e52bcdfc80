using System.IO.Compression;

namespace Circuitry.Features;

/// <summary>A zip file whose entries are never larger than they declare, and all together never absurdly larger than the file.</summary>
internal sealed class ArchiveEntries : IDisposable
{
    // Arrays of zeros shrink a thousandfold, whole dictionaries do not.
    private const long LargestGrowth = 64;
    private const long AlwaysAllowed = 1 << 26;

    private readonly FileStream _file;
    private readonly ZipArchive _zip;

    /// <exception cref="WeightsException">The file is missing, no zip file, or declares absurd sizes.</exception>
    public ArchiveEntries(string path)
    {
        Path = path;
        InputFile.Check(path, long.MaxValue, WeightsException.Of);
        _file = OpenFile();
        try
        {
            _zip = Open();
            CheckEntries();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public string Path { get; }

    public IEnumerable<ZipArchiveEntry> All => _zip.Entries;

    private FileStream OpenFile()
    {
        try
        {
            return File.OpenRead(Path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw WeightsException.Of(
                new FileFault(Path, "a file that can be read", e.Message, "Check who may read it.", e)
            );
        }
    }

    private ZipArchive Open()
    {
        try
        {
            return new ZipArchive(_file, ZipArchiveMode.Read);
        }
        catch (Exception e) when (IsDamage(e))
        {
            throw Damaged(null, "a zip file", e.Message, e);
        }
    }

    private void CheckEntries()
    {
        var (declared, names) = ((Int128)0, new HashSet<string>(StringComparer.Ordinal));
        try
        {
            foreach (var entry in _zip.Entries)
            {
                declared += entry.Length;
                if (!names.Add(entry.FullName))
                {
                    throw Damaged(entry.FullName, "each entry once", "it twice");
                }
            }
        }
        catch (Exception e) when (IsDamage(e))
        {
            throw Damaged(null, "a zip file", e.Message, e);
        }

        // Not the path's, which may be a link to the file.
        var size = _file.Length;
        if (declared > Int128.Max(AlwaysAllowed, (Int128)size * LargestGrowth))
        {
            throw Damaged(
                null,
                "entries of a plausible size",
                FormattableString.Invariant($"{declared} bytes in a file of {size}")
            );
        }
    }

    // Thrown by the platform's archive if offsets, sizes or methods of a file make no sense.
    private static bool IsDamage(Exception e) =>
        e
            is InvalidDataException
                or EndOfStreamException
                or IOException
                or ArgumentException
                or NotSupportedException
                or OverflowException;

    /// <summary>Reads as many bytes as the entry declares, and makes sure that there are no more.</summary>
    /// <exception cref="WeightsException">There are fewer or more, or they do not unpack.</exception>
    public void Read(ZipArchiveEntry entry, Action<Stream> read)
    {
        try
        {
            using var stream = entry.Open();
            read(stream);
            if (stream.ReadByte() >= 0)
            {
                throw Damaged(entry.FullName, "as many bytes as declared", "more");
            }
        }
        catch (Exception e) when (IsDamage(e))
        {
            throw Damaged(entry.FullName, "as many bytes as declared", e.Message, e);
        }
    }

    /// <summary>Reads the start of an entry.</summary>
    /// <exception cref="WeightsException">It does not unpack, or ends before.</exception>
    public T ReadStart<T>(ZipArchiveEntry entry, string expected, Func<Stream, T> read)
    {
        try
        {
            using var stream = entry.Open();
            return read(stream);
        }
        catch (Exception e) when (IsDamage(e))
        {
            throw Damaged(entry.FullName, expected, e.Message, e);
        }
    }

    /// <summary>All bytes of a small entry.</summary>
    public byte[] ReadAll(ZipArchiveEntry entry, long most)
    {
        if (entry.Length > most)
        {
            throw Damaged(
                entry.FullName,
                FormattableString.Invariant($"at most {most} bytes"),
                FormattableString.Invariant($"{entry.Length}")
            );
        }

        var bytes = new byte[entry.Length];
        Read(entry, stream => stream.ReadExactly(bytes));
        return bytes;
    }

    public WeightsException Damaged(string? entry, string expected, string found, Exception? cause = null) =>
        new(Path, entry, expected, found, "The file is damaged or no dictionary; fetch it again.", cause);

    public void Dispose()
    {
        // Null where the file is no archive.
        _zip?.Dispose();
        _file.Dispose();
    }
}
